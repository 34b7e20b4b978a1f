import { describe, expect, test } from 'vitest';
import { NAME_MAX_LENGTH, type Temperament } from '../../ipc.ts';
import { BOT_CHARACTERS, BOTS_MAX, chooseBots, temperamentOf } from './names.ts';
import { TRAITS } from './temperament.ts';
import { seededRandom } from './testing/seededRandom.ts';

const namesOf = (characters: readonly { name: string }[]) => characters.map(({ name }) => name);

describe('the characters', () => {
  test('are at least twelve, with distinct names that fit a seat', () => {
    expect(BOT_CHARACTERS.length).toBeGreaterThanOrEqual(12);
    expect(new Set(namesOf(BOT_CHARACTERS)).size).toBe(BOT_CHARACTERS.length);
    for (const { name } of BOT_CHARACTERS) expect(name.length).toBeLessThanOrEqual(NAME_MAX_LENGTH);
  });
  test.each(Object.keys(TRAITS) as Temperament[])('some are %s', (temperament) => {
    const such = BOT_CHARACTERS.filter((character) => character.temperament === temperament);
    expect(such.length).toBeGreaterThanOrEqual(3);
  });
  test('keep their temperament by name', () => {
    for (const { name, temperament } of BOT_CHARACTERS) expect(temperamentOf(name)).toBe(temperament);
    expect(temperamentOf('Nobody')).toBe('calm');
  });
});

describe('the bots of a table', () => {
  test("have distinct names, none of them a person's", () => {
    for (let seed = 0; seed < 50; seed++) {
      const names = namesOf(chooseBots(BOTS_MAX, [' clara', 'EMIL'], seededRandom(seed)));
      expect(new Set(names).size).toBe(BOTS_MAX);
      expect(names).not.toContain('Clara');
      expect(names).not.toContain('Emil');
    }
  });
  test('are of all three temperaments when they are three or more', () => {
    for (let seed = 0; seed < 50; seed++) {
      const bots = chooseBots(3, [], seededRandom(seed));
      expect(new Set(bots.map(({ temperament }) => temperament)).size).toBe(3);
    }
  });
  test('differ from table to table', () => {
    const tables = [1, 2, 3, 4].map((seed) => namesOf(chooseBots(3, [], seededRandom(seed))).join());
    expect(new Set(tables).size).toBeGreaterThan(1);
  });
  test('are refused when there are not enough names', () => {
    expect(() => chooseBots(BOT_CHARACTERS.length + 1, [], seededRandom(1))).toThrow(RangeError);
  });
});
