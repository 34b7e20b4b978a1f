/**
 * What is sent for a name or words that were typed: one line without control characters, and round brackets for braces, which mark
 * amounts in words that are shown (electron/ipc.ts). Null when nothing is left to say.
 */
export function lineText(typed: string): string | null {
  const text = typed
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .trim();
  return text === '' ? null : text;
}
