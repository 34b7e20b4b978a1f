/** Changes of a text by its words, numbers and lines: one becomes another, is left out, comes twice, or changes places. */
import type { RandomBelow } from '../../host/disk/testing/memoryDisk.ts';

const NUMBERS = [
  '0',
  '-1',
  '1e9',
  '0.5',
  '1099511627776',
  '1099511627777',
  '9007199254740993',
  '1e400',
  'nan',
  '0x10',
  '00',
];
const PIECES = [
  "''",
  '""',
  "'",
  '"',
  '[',
  ']',
  '{',
  '}',
  '=',
  '#',
  '\n',
  '\u0000',
  '\ufeff',
  '\ud83d',
  'é',
  '__proto__',
];
/** So many times over a line is still a text that somebody might paste. */
const REPEATS_MAX = 200;

/** Another text made of one, and of others of its kind. */
export function mutateText(text: string, random: RandomBelow, others: readonly string[]): string {
  let parts = partsOf(text);
  for (let times = 1 + random(3); times > 0; times--) parts = changed(parts, random, others);
  return parts.join('');
}

/** Words, numbers, and each other character by itself. */
function partsOf(text: string): string[] {
  return text.match(/\d+|[A-Za-z_]+|\s+|./gsu) ?? [];
}

function changed(parts: readonly string[], random: RandomBelow, others: readonly string[]): string[] {
  const at = random(Math.max(parts.length, 1));
  const replaced = (by: readonly string[]) => [...parts.slice(0, at), ...by, ...parts.slice(at + 1)];
  const part = parts[at] ?? '';
  switch (random(7)) {
    case 0:
      return replaced([NUMBERS[random(NUMBERS.length)] ?? '']);
    case 1:
      return replaced([part, PIECES[random(PIECES.length)] ?? '']);
    case 2:
      return replaced([]);
    case 3:
      return replaced([parts[random(Math.max(parts.length, 1))] ?? '']);
    case 4:
      return replaced(Array.from({ length: 1 + random(REPEATS_MAX) }, () => part));
    case 5: {
      const lines = parts.join('').split('\n');
      const line = lines[random(lines.length)] ?? '';
      return partsOf(
        [...lines.slice(0, random(lines.length)), line, ...lines.slice(random(lines.length))].join('\n'),
      );
    }
    default: {
      const other = others[random(Math.max(others.length, 1))] ?? '';
      return replaced([other.slice(random(other.length + 1))]);
    }
  }
}
