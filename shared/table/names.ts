/** A name has so many UTF-16 units at most. */
export const NAME_LENGTH_MAX = 24;

/**
 * Code points that no name has: what cannot be seen, breaks a line, turns the reading direction, or marks amounts in
 * words that are shown. A fixed list rather than Unicode's classes: those grow with every version of the engine, and a
 * name that one device takes must be taken on all.
 */
const UNFIT: readonly (readonly [from: number, to: number])[] = [
  // Controls; the soft hyphen.
  [0x0000, 0x001f],
  [0x007f, 0x009f],
  [0x00ad, 0x00ad],
  // Braces.
  [0x007b, 0x007b],
  [0x007d, 0x007d],
  // Formats of scripts, and those without width or that turn the direction.
  [0x0600, 0x0605],
  [0x061c, 0x061c],
  [0x06dd, 0x06dd],
  [0x070f, 0x070f],
  [0x0890, 0x0891],
  [0x08e2, 0x08e2],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  // Halves of surrogate pairs, private use.
  [0xd800, 0xf8ff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xfffe, 0xffff],
  [0x110bd, 0x110bd],
  [0x110cd, 0x110cd],
  [0x13430, 0x1343f],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  // Tags, variation selectors beyond the first, planes of private use.
  [0xe0000, 0x10ffff],
];

/** What looks like nothing, beside what no name has. */
const BLANKS: readonly number[] = [0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x2800, 0x3000];

/** Whether a name fits on one line of the table and can be read there, judged alike by every engine. */
export function isFitName(name: string): boolean {
  if (name.length > NAME_LENGTH_MAX) return false;
  const points = Array.from(name, (character) => character.codePointAt(0) as number);
  return points.every((point) => !isUnfit(point)) && points.some((point) => !isBlank(point));
}

function isUnfit(point: number): boolean {
  return UNFIT.some(([from, to]) => point >= from && point <= to);
}

function isBlank(point: number): boolean {
  return BLANKS.includes(point) || (point >= 0x2000 && point <= 0x200a);
}
