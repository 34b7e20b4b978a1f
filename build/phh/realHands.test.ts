import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.ts';
import { readHands } from './hands.ts';
import { closingLine, count, judge, newTally } from './verdict.ts';

/** Collections of real hands lie beside the checkout, where they are. */
const HANDS = join(root, '..', 'shared', 'hands');
const LIMIT_MS = 180_000;

test.for([
  [
    'hands.tar.gz',
    "6231 hands: 6230 equal (7 by the odd-chip rule, 0 by the site's rule), 1 unchecked, 0 different",
  ],
  [
    'home-games.tar.gz',
    "11498 hands: 11498 equal (0 by the odd-chip rule, 35 by the site's rule), 0 unchecked, 0 different",
  ],
] as const)(
  'every real hand of %s ends as it did',
  { timeout: LIMIT_MS },
  async ([archive, expected], { skip }) => {
    const path = join(HANDS, archive);
    skip(!existsSync(path), `${archive} is not beside the checkout`);
    const tally = newTally();
    const problems: string[] = [];
    const visit = ({ name, hand }: Parameters<Parameters<typeof readHands>[1]>[0]) => {
      const verdict = judge(hand);
      count(tally, verdict);
      if (verdict.is === 'different') problems.push(...verdict.faults.map((fault) => `${name}: ${fault}`));
    };
    await readHands(path, visit, (problem) => problems.push(problem));
    expect(problems).toEqual([]);
    expect(closingLine(tally)).toBe(expected);
  },
);
