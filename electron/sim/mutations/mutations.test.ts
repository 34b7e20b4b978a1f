import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutated, StaleEdit } from './mutation.ts';
import { PROTECTIONS } from './protections.ts';
import { missed } from './runMutations.ts';

const TOP = resolve(import.meta.dirname, '../../..');

describe('the list of protections', () => {
  test('has at least twelve, each under a name of its own', () => {
    expect(PROTECTIONS.length).toBeGreaterThanOrEqual(12);
    expect(new Set(PROTECTIONS.map(({ name }) => name)).size).toBe(PROTECTIONS.length);
  });

  test.each(PROTECTIONS)(
    '$name: its text stands in the source once, and is another afterwards',
    async ({ edits }) => {
      for (const { file } of edits) {
        const source = await readFile(resolve(TOP, file), 'utf8');
        expect(mutated(file, source, edits)).not.toBe(source);
      }
    },
  );

  test('a text that is not there, or twice, is refused', () => {
    const edit = { file: 'a.ts', find: 'x', replace: '' };
    expect(() => mutated('a.ts', 'y', [edit])).toThrow(StaleEdit);
    expect(() => mutated('a.ts', 'x x', [edit])).toThrow(StaleEdit);
    expect(mutated('b.ts', 'y', [edit])).toBe('y');
  });
});

// A few of them, for `npm test`; all: `npm run sim -- --mutations`.
describe('a protection that is taken away is missed', () => {
  const few = ['vote saved', 'one vote a term', 'what an entry follows'];
  test.each(PROTECTIONS.filter(({ name }) => few.includes(name)))(
    '$name',
    async (protection) => {
      expect((await missed(protection)).broken).not.toBeNull();
    },
    120_000,
  );
});
