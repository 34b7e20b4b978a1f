import { expect, test } from 'vitest';
import { isFitName, NAME_LENGTH_MAX } from './names.ts';

test.each(['Ada', 'Bo 2', 'Ωμέγα', 'Zoë', '李雷', 'محمد', 'נועה', 'Bo 🦊', '.', "O'Neil"])(
  '%j is a name',
  (name) => {
    expect(isFitName(name)).toBe(true);
  },
);

test.each([
  ['', 'nothing'],
  ['   ', 'only spaces'],
  ['\u3000\u00a0', 'only wide spaces'],
  ['\u3164', 'a letter that shows nothing'],
  ['x'.repeat(NAME_LENGTH_MAX + 1), 'one too many'],
  ['x'.repeat(10_000), '10,000'],
  ['a\u0000b', 'a zero'],
  ['a\nb', 'a new line'],
  ['a\u2028b', 'a line separator'],
  ['a\u001b[2J', 'a terminal command'],
  ['\u202eadA', 'turned around'],
  ['a\u2066b', 'an isolate'],
  ['a\u200bb', 'a space without width'],
  ['a\u200db', 'a joiner'],
  ['a\ufeffb', 'a byte order mark'],
  ['{100}', 'an amount'],
  ['\ud800', 'half a pair'],
  ['a\u{e0041}', 'a tag'],
  ['\ue000', 'private use'],
])('%j is none: %s', (name) => {
  expect(isFitName(name)).toBe(false);
});

// Guards the fixed list: a class of Unicode, \p{C}, would also refuse what only a later version assigns.
test('a character that this engine does not know yet is taken as by those that do', () => {
  const unassigned = String.fromCodePoint(0x3ffff - 0x100);
  expect(/\p{Cn}/u.test(unassigned)).toBe(true);
  expect(isFitName(unassigned)).toBe(true);
});
