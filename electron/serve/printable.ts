const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The text on one line of a terminal: what would break the line or steer the terminal shows as "?". */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '?');
}
