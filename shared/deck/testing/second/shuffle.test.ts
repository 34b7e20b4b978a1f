import { beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '../../../process/hash.ts';
import { deckBytes, readDeck } from '../../ciphertexts.ts';
import { loadGroup } from '../../group.ts';
import type { Shuffle } from '../../messages.ts';
import { checkedShuffle } from '../../shuffleCheck.ts';
import { readShuffleProof } from '../../shuffleProof.ts';
import { type Forged, forgedShuffle, SWAPPED } from './forger.ts';
import { type Element, G, inverse, joined, numberOf, ORDER, readPoint, scalarBytes, times } from './group.ts';
import { type Claim, FACES, isShuffled, startingDeck, workedOut } from './shuffle.ts';
import { type SharedKey, type Shuffled, seededBytes, sharedKey, shuffles } from './world.ts';

/*
 * Proofs of shuffles before both verifiers (DECK.md, step 5). Where it can, a forgery
 * breaks one of the equations and no other: a verifier that does not check that one would accept it.
 */

type Proven = Pick<Shuffle, 'deck' | 'proof'>;

let shared: SharedKey;
let honest: Shuffled;
let later: Shuffled;

beforeAll(async () => {
  await loadGroup();
  shared = sharedKey(3, 'shuffles');
  [honest, later] = shuffles(shared, 2) as [Shuffled, Shuffled];
});

/** What both verifiers say, if they say the same. */
function verdict(claim: Claim, { deck, proof }: Proven): boolean {
  const before = readDeck(claim.before);
  const { sender, ...context } = claim;
  const first =
    before !== null &&
    checkedShuffle({ deck, proof }, { ...context, shuffler: toHex(sender), before }) !== null;
  expect(isShuffled(claim, { deck, proof })).toBe(first);
  return first;
}

const forged = (cheat: Parameters<typeof forgedShuffle>[1], seed = 'forger') =>
  forgedShuffle(honest.claim, cheat, seededBytes(seed));

const EQUATIONS = ['t1', 't2', 't3', 't4 of C1', 't4 of C2'];

/** Which of the verifier's equations do not hold; all others were met, so that each check is seen to be needed. */
function broken(forgery: Forged): string[] {
  const { t } = workedOut(honest.claim, forgery) ?? { t: [] };
  const at = forgery.t.flatMap((hashed, place) =>
    toHex(hashed) === toHex(t[place] ?? hashed.slice(1)) ? [] : [place],
  );
  return [...new Set(at.map((place) => EQUATIONS[place] ?? 't^'))];
}

function rejectedFor(forgery: Forged, equations: readonly string[]): void {
  expect(broken(forgery)).toEqual(equations);
  expect(verdict(honest.claim, forgery)).toBe(false);
}

function replaced(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  changed.set(part, at);
  return changed;
}

describe('both accept', () => {
  test('the proofs of the app, one after another', () => {
    expect(toHex(honest.claim.before)).toBe(toHex(startingDeck(readPoint(shared.threshold.key) as Element)));
    expect(verdict(honest.claim, honest.message)).toBe(true);
    expect(verdict(later.claim, later.message)).toBe(true);
  });

  test('the forger when it does not cheat', () => {
    expect(verdict(honest.claim, forged({}))).toBe(true);
    expect(verdict(honest.claim, forged({ used: SWAPPED }))).toBe(true);
  });
});

describe('both reject', () => {
  test('case 1: one card twice, encrypted anew', () => {
    const key = readPoint(shared.threshold.key) as Element;
    const twice = forged({
      change: ({ c1, c2 }) => {
        c1[1] = (c1[0] as Element).add(times(5n, G));
        c2[1] = (c2[0] as Element).add(times(5n, key));
      },
    });
    rejectedFor(twice, ['t4 of C1', 't4 of C2']);
  });

  test('case 2: a committed matrix whose rows do not sum to one', () => {
    const scaled = forged({
      used: [
        [2n, 0n],
        [0n, inverse(2n)],
      ],
    });
    rejectedFor(scaled, ['t1']);
  });

  test('case 2: a committed matrix whose rows sum to one, and which is no permutation', () => {
    const mixed = forged({
      used: [
        [2n, -1n],
        [-1n, 2n],
      ],
    });
    rejectedFor(mixed, ['t2']);
  });

  test('case 2: the same, with a chain that ends as it must and does not hold together', () => {
    const mixed = forged({
      used: [
        [2n, -1n],
        [-1n, 2n],
      ],
      isChainCut: true,
    });
    rejectedFor(mixed, ['t^']);
  });

  test('case 3: another permutation than the committed one', () => {
    rejectedFor(
      forged({
        used: SWAPPED,
        committed: [
          [1n, 0n],
          [0n, 1n],
        ],
      }),
      ['t3'],
    );
  });

  test('case 4: one card turned into another by the difference of their points', () => {
    const turned = forged({
      change: ({ c2 }) => {
        c2[0] = (c2[0] as Element).add(FACES[1] as Element).subtract(FACES[0] as Element);
      },
    });
    rejectedFor(turned, ['t4 of C2']);
  });

  test('case 5: +D on one card and -D on another', () => {
    const moved = forged({
      change: ({ c2 }) => {
        const by = (FACES[3] as Element).subtract(FACES[9] as Element);
        c2[0] = (c2[0] as Element).add(by);
        c2[1] = (c2[1] as Element).subtract(by);
      },
    });
    rejectedFor(moved, ['t4 of C2']);
  });

  test('case 6: a face of the shuffler in the place of a card', () => {
    const injected = forged({
      change: ({ c1, c2 }) => {
        c1[0] = G;
        c2[0] = (FACES[51] as Element).add(readPoint(shared.threshold.key) as Element);
      },
    });
    rejectedFor(injected, ['t4 of C1', 't4 of C2']);
  });

  test('case 7: encrypted anew under another key', () => {
    const underOther = forged({
      change: ({ c1 }) => {
        c1[0] = (c1[0] as Element).add(G);
      },
    });
    rejectedFor(underOther, ['t4 of C1']);
  });

  test.each<[string, (claim: Claim) => Claim]>([
    ['case 8: a proof of another hand', (claim) => ({ ...claim, deals: sharedKey(3, 'other').dealsOf })],
    ['case 9: of another step', (claim) => ({ ...claim, step: 1 })],
    ['case 10: of another shuffler', (claim) => ({ ...claim, sender: later.claim.sender })],
    ['case 11: under another key', (claim) => ({ ...claim, key: sharedKey(3, 'other').threshold.key })],
    ['case 11: under no key', (claim) => ({ ...claim, key: new Uint8Array(32).fill(255) })],
    ['of another deck', (claim) => ({ ...claim, before: later.message.deck })],
  ])('%s', (_, change) => {
    expect(verdict(change(honest.claim), honest.message)).toBe(false);
  });

  test('case 12: the deck before as the deck after', () => {
    const claim = { ...honest.claim, before: honest.message.deck };
    expect(verdict(claim, { deck: honest.claim.before, proof: honest.message.proof })).toBe(false);
  });

  test('case 13: two cards exchanged after the proof', () => {
    const cards = readDeck(honest.message.deck) ?? [];
    const deck = deckBytes([...cards.slice(1, 2), ...cards.slice(0, 1), ...cards.slice(2)]);
    expect(verdict(honest.claim, { ...honest.message, deck })).toBe(false);
  });

  test('case 14: 51 cards, and 53', () => {
    const { deck, proof } = honest.message;
    expect(verdict(honest.claim, { deck: deck.slice(0, -64), proof })).toBe(false);
    expect(verdict(honest.claim, { deck: joined(deck, deck.slice(0, 64)), proof })).toBe(false);
    expect(verdict(honest.claim, { deck, proof: proof.slice(0, -32) })).toBe(false);
    expect(verdict(honest.claim, { deck: new Uint8Array(), proof: new Uint8Array() })).toBe(false);
  });

  const SCALARS_FROM = 104 * 32;
  test.each([
    ['the challenge', 0],
    ['s1', 1],
    ['s2', 2],
    ['s3', 3],
    ['s4', 4],
    ['the first of the chain', 5],
    ['the last of the chain', 56],
    ['the first weight', 57],
    ['the last weight', 108],
  ])('case 15: one more in %s', (_, place) => {
    const { deck, proof } = honest.message;
    const at = SCALARS_FROM + 32 * place;
    const more = scalarBytes(numberOf(proof.slice(at, at + 32)) + 1n);
    expect(verdict(honest.claim, { deck, proof: replaced(proof, at, more) })).toBe(false);
  });

  test('case 16: a response plus L, or with bit 255 set', () => {
    const { deck, proof } = honest.message;
    for (const place of [0, 1, 4, 5, 56, 57, 108]) {
      const at = SCALARS_FROM + 32 * place;
      const value = numberOf(proof.slice(at, at + 32));
      const bytesOf = (number: bigint) =>
        Uint8Array.from({ length: 32 }, (_, i) => Number((number >> BigInt(8 * i)) & 255n));
      expect(verdict(honest.claim, { deck, proof: replaced(proof, at, bytesOf(value + ORDER)) })).toBe(false);
      expect(verdict(honest.claim, { deck, proof: replaced(proof, at, bytesOf(value + 2n ** 255n)) })).toBe(
        false,
      );
    }
  });

  test.each([
    ['case 17: bytes above p', new Uint8Array(32).fill(255)],
    ['case 17: a negative element', new Uint8Array(32).fill(1, 0, 1)],
    ['case 18: the identity', new Uint8Array(32)],
  ])('%s in any place of deck and proof', (_, part) => {
    const { deck, proof } = honest.message;
    for (const at of [0, 32, 51 * 64, 51 * 64 + 32]) {
      expect(verdict(honest.claim, { deck: replaced(deck, at, part), proof })).toBe(false);
    }
    for (const at of [0, 51 * 32, 52 * 32, 103 * 32]) {
      expect(verdict(honest.claim, { deck, proof: replaced(proof, at, part) })).toBe(false);
    }
    for (let at = 0; at < deck.length; at += 32) expect(readDeck(replaced(deck, at, part))).toBeNull();
    for (let at = 0; at < SCALARS_FROM; at += 32)
      expect(readShuffleProof(replaced(proof, at, part))).toBeNull();
  });

  test('any other point in the place of one', () => {
    const { deck, proof } = honest.message;
    for (const at of [0, 51 * 32, 52 * 32, 70 * 32, 103 * 32]) {
      expect(verdict(honest.claim, { deck, proof: replaced(proof, at, G.toBytes()) })).toBe(false);
    }
    for (const at of [0, 32, 51 * 64, 51 * 64 + 32]) {
      expect(verdict(honest.claim, { deck: replaced(deck, at, G.toBytes()), proof })).toBe(false);
    }
  });
});
