/** Where things stand in a TOML text, so that an error can name the line. Lines count from 1. */

/** The line that an offset falls on. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Where the table `[name]` is opened; null without one. */
export function findTable(text: string, name: string): number | null {
  return offsetOf(new RegExp(`^[ \\t]*\\[[ \\t]*["']?${name}["']?[ \\t]*\\]`, 'm'), text, 0);
}

/** Where `key =` stands at or after an offset; null if it does not. */
export function findKey(text: string, key: string, from: number): number | null {
  return offsetOf(new RegExp(`^[ \\t]*["']?${key}["']?[ \\t]*=`, 'm'), text, from);
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
