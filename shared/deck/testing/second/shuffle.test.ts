import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../process/hash.ts';
import { deckBytes } from '../../ciphertexts.ts';
import { loadGroup } from '../../group.ts';
import { checkedShuffle } from '../../shuffleCheck.ts';
import { cheat } from '../cheatingProver.ts';
import { seededBytes } from '../seededBytes.ts';
import {
  type Expected,
  type RealShuffle,
  realShuffle,
  type Sent,
  SHUFFLE_FORGERIES,
} from '../shuffleForgeries.ts';
import { type Element, readPoint } from './group.ts';
import { type Claim, isShuffled, startingDeck, workedOut } from './shuffle.ts';
import { sharedKey, shuffles } from './world.ts';

/*
 * Proofs of shuffles before both verifiers (DECK.md, step 5), honest, forged and damaged.
 */

let real: RealShuffle;

beforeAll(async () => {
  await loadGroup();
  real = realShuffle(seededBytes('second'));
});

function claimOf({ deals, step, shuffler, key, before }: Expected): Claim {
  return { deals, step, sender: fromHex(shuffler), key, before: deckBytes(before) };
}

/** What both verifiers say, if they say the same. */
function verdict(expected: Expected, sent: Sent): boolean {
  const first = checkedShuffle(sent, expected) !== null;
  expect(isShuffled(claimOf(expected), sent)).toBe(first);
  return first;
}

/** Which of the verifier's equations do not give what the prover hashed. */
function broken(expected: Expected, sent: Sent, hashed: readonly Uint8Array[]): string {
  const { t } = workedOut(claimOf(expected), sent) ?? { t: [] };
  const equations = hashed.flatMap((point, at) =>
    toHex(point) === toHex(t[at] ?? new Uint8Array())
      ? []
      : [['t1', 't2', 't3', 't4, C1', 't4, C2'][at] ?? 't̂'],
  );
  return [...new Set(equations)].join(', ').replace('t4, C1, t4, C2', 't4');
}

describe('both verifiers accept', () => {
  test('honest shuffles, one after another from the first deck', () => {
    const shared = sharedKey(3, 'shuffles');
    const done = shuffles(shared, 2);
    const first = startingDeck(readPoint(shared.threshold.key) as Element);
    expect(toHex(done[0]?.claim.before ?? first.slice(1))).toBe(toHex(first));
    for (const { expected, message } of done) expect(verdict(expected, message)).toBe(true);
  });

  test('the cheating prover that tells no lie', () => {
    const told = cheat({ ...claimOf(real.expected), before: real.expected.before }, {}, real.random);
    expect(verdict(real.expected, told)).toBe(true);
    expect(broken(real.expected, told, told.points)).toBe('');
  });
});

describe('both verifiers reject', () => {
  const NAMED = /\[(.*)\]/;

  // A check that a lie alone breaks is a check that is needed. What else is forged both judge in ../../shuffle.test.ts.
  test.each(SHUFFLE_FORGERIES.filter(({ name }) => NAMED.test(name)))(
    '$name, and nothing else is wrong',
    ({ name, make }) => {
      const forged = make(real);
      expect(verdict(real.expected, forged)).toBe(false);
      expect(broken(real.expected, forged, forged.points ?? [])).toBe(NAMED.exec(name)?.[1]);
    },
  );

  test('under a key that is none', () => {
    expect(verdict({ ...real.expected, key: new Uint8Array(32).fill(255) }, real.message)).toBe(false);
  });

  test('whatever one bit of deck or proof is changed', () => {
    const { expected, message } = real;
    fc.assert(
      fc.property(fc.constantFrom('deck', 'proof'), fc.nat(), (part: 'deck' | 'proof', bit) => {
        const bytes = message[part].slice();
        const at = (bit >> 3) % bytes.length;
        bytes[at] = (bytes[at] as number) ^ (1 << (bit & 7));
        expect(verdict(expected, { ...message, [part]: bytes })).toBe(false);
      }),
      { seed: 56, numRuns: 12 },
    );
  });
});
