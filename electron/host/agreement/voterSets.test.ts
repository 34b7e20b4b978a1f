import { expect, test } from 'vitest';
import type { Body } from '../../../shared/process/effects.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import type { Saying } from './outbox.ts';
import { voterSetsOf, withOneVoterChange } from './voterSets.ts';

const played = (...bodies: Body[]) =>
  bodies.map((body, at) => ({ entry: { seq: at + 1 }, input: { body } }) as unknown as PlayedEntry);
const sayings = (...bodies: Body[]) => bodies.map((body) => ({ body }) as Saying);
const move = { kind: 'MOVE' };

test('one set of voters counts where none has changed', () => {
  expect(voterSetsOf(['a', 'b'], played(move, move), 0)).toEqual({ voterSets: [['a', 'b']] });
});

test('while a change may not be committed, those before it count as well', () => {
  const added = played(move, { kind: 'VOTERS', add: 'c' }, move);
  expect(voterSetsOf(['a', 'b', 'c'], added, 1)).toEqual({
    voterSets: [
      ['a', 'b'],
      ['a', 'b', 'c'],
    ],
    changedAtSeq: 2,
  });
  expect(voterSetsOf(['a', 'b', 'c'], added, 2)).toEqual({ voterSets: [['a', 'b', 'c']] });
  const removed = played({ kind: 'VOTERS', remove: 'b' });
  expect(voterSetsOf(['a'], removed, 0)).toEqual({ voterSets: [['a', 'b'], ['a']], changedAtSeq: 1 });
});

// A device that missed two commits asked voters of long ago, and nobody could be elected (shared/quorum, world.test).
test('of several changes the last counts: those before it were committed', () => {
  const entries = played({ kind: 'VOTERS', add: 'c' }, move, { kind: 'VOTERS', remove: 'b' });
  expect(voterSetsOf(['a', 'c'], entries, 0)).toEqual({
    voterSets: [
      ['a', 'c', 'b'],
      ['a', 'c'],
    ],
    changedAtSeq: 3,
  });
});

// Two voters who quit at once: old and new majorities would not have to meet.
test('a batch changes the voters once', () => {
  const first = { kind: 'VOTERS', remove: 'b' };
  const second = { kind: 'VOTERS', remove: 'c' };
  const bodies = (all: readonly Saying[]) => all.map(({ body }) => body);
  expect(bodies(withOneVoterChange(sayings(move, first, move, second, move)))).toEqual([move, first, move]);
  expect(bodies(withOneVoterChange(sayings(move, first, move)))).toEqual([move, first, move]);
  expect(bodies(withOneVoterChange(sayings(second)))).toEqual([second]);
});
