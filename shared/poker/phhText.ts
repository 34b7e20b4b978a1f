/** Where things stand in a TOML text, so that an error can name the line. Lines count from 1. */

/** The line that an offset falls on. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Where the table `[name]` is opened; null without one. */
export function findTable(text: string, name: string): number | null {
  return offsetOf(new RegExp(`^[ \\t]*\\[[ \\t]*["']?${literal(name)}["']?[ \\t]*\\]`, 'm'), text, 0);
}

/** Where the next of the named tables is opened after an offset; the text's end without one. */
export function nextTable(text: string, names: ReadonlySet<string>, after: number): number {
  const header = /^[ \t]*\[[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\]"'\n]*?))[ \t]*\]/gm;
  header.lastIndex = after + 1;
  for (let found = header.exec(text); found !== null; found = header.exec(text)) {
    if (names.has(found[1] ?? found[2] ?? found[3] ?? '')) return found.index;
  }
  return text.length;
}

/** Where `key =` stands at or after an offset; null if it does not. */
export function findKey(text: string, key: string, from: number): number | null {
  return offsetOf(new RegExp(`^[ \\t]*["']?${literal(key)}["']?[ \\t]*=`, 'm'), text, from);
}

/** Where each string of the array begins that follows an offset. */
export function findStrings(text: string, from: number): number[] {
  const found: number[] = [];
  const tokens = /#[^\n]*|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\]/g;
  tokens.lastIndex = from;
  for (let token = tokens.exec(text); token !== null && token[0] !== ']'; token = tokens.exec(text)) {
    if (!token[0].startsWith('#')) found.push(token.index);
  }
  return found;
}

function offsetOf(pattern: RegExp, text: string, from: number): number | null {
  const at = text.slice(from).search(pattern);
  return at < 0 ? null : from + at;
}

/** A pattern that matches this text and nothing else. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
