import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMajority, isMajorityOfEach, isSoleVoter, unionOf } from './voters.ts';

test('a majority is more than half of the voters', () => {
  expect(isMajority(['a'], ['a'])).toBe(true);
  expect(isMajority(['a'], ['a', 'b'])).toBe(false);
  expect(isMajority(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(isMajority(['a', 'b'], ['a', 'b', 'c'])).toBe(true);
  expect(isMajority(['a', 'b'], ['a', 'b', 'c', 'd'])).toBe(false);
});

test('nobody is no majority, not even of nobody', () => {
  expect(isMajority([], ['a'])).toBe(false);
  expect(isMajority([], [])).toBe(false);
  expect(isMajority(['a'], [])).toBe(false);
  expect(isMajorityOfEach(['a'], [])).toBe(false);
  expect(isMajorityOfEach(['a'], [['a'], []])).toBe(false);
});

test('who is no voter does not count, nor anybody twice', () => {
  expect(isMajority(['a', 'x', 'y'], ['a', 'b', 'c'])).toBe(false);
  expect(isMajority(['a', 'a', 'a'], ['a', 'b', 'c'])).toBe(false);
  expect(isMajority(['a', 'b'], ['a', 'b', 'b', 'c'])).toBe(true);
});

// Guards `every` in isMajorityOfEach.
test('while voters change, both the old and the new must agree', () => {
  const sets = [
    ['a', 'b', 'c'],
    ['a', 'b', 'c', 'd'],
  ];
  expect(isMajorityOfEach(['a', 'b'], sets)).toBe(false);
  expect(isMajorityOfEach(['a', 'd', 'b'], sets)).toBe(true);
  expect(
    isMajorityOfEach(
      ['c', 'd'],
      [
        ['a', 'b', 'c'],
        ['c', 'd'],
      ],
    ),
  ).toBe(false);
});

test('two majorities of neighbouring sets meet', () => {
  const devices = fc.subarray([...'abcdefg'], { minLength: 1 });
  fc.assert(
    fc.property(
      devices,
      devices,
      devices,
      fc.constantFrom(...'abcdefg'),
      (first, second, voters, changed) => {
        const next = voters.includes(changed)
          ? voters.filter((one) => one !== changed)
          : [...voters, changed];
        const isMet = first.some((device) => second.includes(device));
        return isMet || !isMajority(first, voters) || !isMajority(second, next);
      },
    ),
  );
});

test('a sole voter is the only one in every set', () => {
  expect(isSoleVoter('a', [['a']])).toBe(true);
  expect(isSoleVoter('a', [['a'], ['a']])).toBe(true);
  expect(isSoleVoter('a', [['a', 'b'], ['a']])).toBe(false);
  expect(isSoleVoter('a', [['a'], []])).toBe(false);
  expect(isSoleVoter('b', [['a']])).toBe(false);
  expect(isSoleVoter('a', [])).toBe(false);
  expect(
    unionOf([
      ['a', 'b'],
      ['b', 'c'],
    ]),
  ).toEqual(['a', 'b', 'c']);
});
