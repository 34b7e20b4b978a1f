import { fromHex, toHex } from '../../process/hash.ts';
import { knownPoints } from '../cardPoints.ts';
import { type Ciphertext, deckBytes, firstDeck, readDeck } from '../ciphertexts.ts';
import {
  add,
  addScalars,
  BASE,
  IDENTITY,
  invertScalar,
  mul,
  mulBase,
  type Point,
  type Scalar,
  scalarOf,
  sub,
  subScalars,
} from '../group.ts';
import { POINT_BYTES, SCALAR_BYTES, type Shuffle } from '../messages.ts';
import { DECK_CARDS } from '../openedCard.ts';
import { randomPermutation } from '../permutation.ts';
import { proveShuffle, type ShuffleContext, shuffleDeck } from '../shuffle.ts';
import type { ShuffleStatement } from '../shuffleStatement.ts';
import { joined, sliced } from '../sliced.ts';
import { type RandomBytes, randomScalar } from '../transcript.ts';
import { type Cheated, cheat, type Lie, type Row, rowsOf } from './cheatingProver.ts';

/*
 * Every way to cheat with a SHUFFLE that DECK.md, section 5, counts (1 to 18), for all that judge one.
 */

export type Sent = Pick<Shuffle, 'deck' | 'proof'>;
/** What those who check the shuffle know of it. */
export type Expected = Omit<ShuffleContext, 'handId'>;

/** An honest shuffle and all that a cheat could know beside. */
export interface RealShuffle {
  readonly expected: Expected;
  readonly message: Sent;
  readonly random: RandomBytes;
}

export interface Forgery {
  /** Starts with the number in DECK.md, section 5; says in brackets the check that finds it out. */
  readonly name: string;
  readonly make: (real: RealShuffle) => Sent & Partial<Cheated>;
}

/** The second shuffle of a deck, so that nothing in it is special. */
export function realShuffle(random: RandomBytes): RealShuffle {
  const key = mulBase(randomScalar(random));
  const context = (step: number, before: readonly Ciphertext[]): ShuffleContext => ({
    handId: random(32),
    deals: random(32),
    step,
    shuffler: toHex(random(32)),
    key,
    before,
  });
  const first = shuffleDeck(context(0, firstDeck(key)), random);
  const expected = context(1, readDeck(first.deck) as Ciphertext[]);
  return { expected, message: shuffleDeck(expected, random), random };
}

const ONE = scalarOf(1);
const TWO = scalarOf(2);
/** Of a proof: c, c^, then gamma, s1 ... s4, s^, s'. */
const POINTS = 2 * DECK_CARDS;
const SCALARS = ['γ', 's1', 's2', 's3', 's4', ...numbered('ŝ'), ...numbered("s'")];
const SCALARS_TRIED = ['γ', 's1', 's2', 's3', 's4', 'ŝ_1', 'ŝ_26', 'ŝ_52', "s'_1", "s'_26", "s'_52"];

/** L, little-endian. */
const ORDER = fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
const NO_POINTS: Readonly<Record<string, string>> = {
  '0xff..': 'ff'.repeat(32),
  'an odd encoding': `01${'00'.repeat(31)}`,
  'p itself': `ed${'ff'.repeat(30)}7f`,
  'p + 2': `ef${'ff'.repeat(30)}7f`,
  'a point of order 2 of the curve': `ec${'ff'.repeat(30)}7f`,
  'a point of order 8 of the curve': 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'an x^2 that is no square': '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371',
};
/** Where in a message a point stands. */
const POINT_PLACES: Readonly<Record<string, { readonly part: 'deck' | 'proof'; readonly at: number }>> = {
  C1: { part: 'deck', at: 2 * 7 },
  C2: { part: 'deck', at: 2 * 7 + 1 },
  c_1: { part: 'proof', at: 0 },
  ĉ_52: { part: 'proof', at: POINTS - 1 },
};

const TWICE = rowsBut({ 1: [{ from: 0, factor: ONE }] });
export const SHUFFLE_FORGERIES: readonly Forgery[] = [
  lying('case 1: a card twice, the second encrypted anew [t4]', () => ({
    rows: TWICE,
    weights: rowsBut({}),
  })),
  lying('case 1: a card twice, committed and proven so [t2, t4]', () => ({ rows: TWICE })),
  lying('case 1: a card twice, and a chain that ends as if it were not [t4, t̂]', () => ({
    rows: TWICE,
    forcedChainEnd: true,
  })),
  lying('case 2: a matrix that doubles one card and halves another [t1]', () => ({
    rows: scaling(invertScalar(TWO), TWO),
    weights: scaling(TWO, invertScalar(TWO)),
  })),
  lying('case 2: a matrix whose rows and columns sum to one, but no permutation [t2]', mixed),
  lying('case 2: the same, and a chain that ends as if it were one [t̂]', () => ({
    ...mixed(),
    forcedChainEnd: true,
  })),
  lying('case 2: a committed matrix that is no permutation, of an honest deck [t3]', () => ({
    rows: rowsBut({}),
    committed: rowsBut({ 1: [{ from: 0, factor: ONE }] }),
  })),
  lying('case 3: another permutation committed than shuffled by [t3]', ({ random }) => ({
    committed: rowsOf(randomPermutation(DECK_CARDS, random)),
  })),
  lying('case 4: a card moved by M_0 - M_1 [t4, C2]', () => ({
    added: new Map([[3, { c1: IDENTITY, c2: cardsApart(0, 1) }]]),
  })),
  lying('case 5: D added to one card and taken from another [t4, C2]', () => ({
    added: new Map([
      [3, { c1: IDENTITY, c2: cardsApart(0, 1) }],
      [4, { c1: IDENTITY, c2: cardsApart(1, 0) }],
    ]),
  })),
  lying('case 5: D added to the C1 of one card and taken from that of another [t4, C1]', () => ({
    added: new Map([
      [3, { c1: cardsApart(0, 1), c2: IDENTITY }],
      [4, { c1: cardsApart(1, 0), c2: IDENTITY }],
    ]),
  })),
  lying('case 6: a card that everybody can read put in place of another [t4]', ({ expected }) => ({
    replaced: new Map([[0, firstDeck(expected.key)[7] as Ciphertext]]),
  })),
  lying('case 7: encrypted anew under another key [t4, C2]', ({ random }) => ({
    otherKey: mulBase(randomScalar(random)),
  })),
  forAnother('case 8: a proof from another hand', ({ random }) => ({ deals: random(32) })),
  forAnother('case 9: a proof of another step', ({ expected }) => ({ step: expected.step + 1 })),
  forAnother('case 9: a shuffle of another deck', ({ expected }) => ({ before: firstDeck(expected.key) })),
  forAnother('case 10: a proof by another shuffler', ({ random }) => ({ sender: random(32) })),
  forAnother('case 11: a deck and a proof under another X', ({ random }) => ({
    key: mulBase(randomScalar(random)),
  })),
  { name: 'case 12: a proof of the way back, from the deck after to the one before', make: backwards },
  edited('case 13: two cards exchanged after the proof', 'deck', (deck) => {
    const cards = sliced(deck, 2 * POINT_BYTES);
    return joined([...cards.slice(0, 2).reverse(), ...cards.slice(2)]);
  }),
  edited('case 14: 51 cards', 'deck', (deck) => deck.slice(2 * POINT_BYTES)),
  edited('case 14: 53 cards', 'deck', (deck) => joined([deck, deck.subarray(0, 2 * POINT_BYTES)])),
  edited('case 14: no cards', 'deck', () => new Uint8Array()),
  edited('case 14: a proof that is a scalar short', 'proof', (proof) => proof.slice(0, -SCALAR_BYTES)),
  edited('case 14: a proof that is a byte long', 'proof', (proof) => joined([proof, Uint8Array.of(0)])),
  ...SCALARS_TRIED.flatMap((name) => [
    edited(`case 15: ${name} plus one`, 'proof', (proof) => withScalar(proof, name, plusOne)),
    edited(`case 16: ${name} plus L`, 'proof', (proof) => withScalar(proof, name, plusOrder)),
    edited(`case 16: bit 255 of ${name} set`, 'proof', (proof) => withScalar(proof, name, withTopBit)),
  ]),
  ...['c_1', 'ĉ_52'].map((name) =>
    edited(`case 15: ${name} plus G`, 'proof', (proof) =>
      withPoint(proof, POINT_PLACES[name]?.at ?? 0, (point) => add(point, BASE)),
    ),
  ),
  ...Object.entries(POINT_PLACES).flatMap(([place, { part, at }]) => [
    ...Object.entries(NO_POINTS).map(([what, hex]) =>
      edited(`case 17: ${place} is ${what}`, part, (bytes) => withPoint(bytes, at, () => fromHex(hex))),
    ),
    edited(`case 18: ${place} is the identity`, part, (bytes) => withPoint(bytes, at, () => IDENTITY)),
  ]),
];

function lying(name: string, lie: (real: RealShuffle) => Lie): Forgery {
  return { name, make: (real) => cheat(claimOf(real.expected), lie(real), real.random) };
}

/** A sound shuffle with a sound proof, of something else than what is expected. */
function forAnother(
  name: string,
  change: (real: RealShuffle) => Partial<Omit<ShuffleStatement, 'after'>>,
): Forgery {
  return { name, make: (real) => cheat({ ...claimOf(real.expected), ...change(real) }, {}, real.random) };
}

function edited(name: string, part: keyof Sent, edit: (bytes: Uint8Array) => Uint8Array): Forgery {
  return { name, make: ({ message }) => ({ ...message, [part]: edit(message[part].slice()) }) };
}

/** The cheat sends a deck that the deck before is a shuffle of. */
function backwards({ expected, random }: RealShuffle): Sent {
  const { before, key } = expected;
  const anew = before.map(() => randomScalar(random));
  const sent = before.map(({ c1, c2 }, at) => {
    const r = anew[at] as Scalar;
    return { c1: add(c1, mulBase(r)), c2: add(c2, mul(r, key)) };
  });
  const witness = { order: anew.map((_, at) => at), anew: anew.map(negated) };
  const proof = proveShuffle({ ...claimOf(expected), before: sent, after: before }, witness, random);
  return { deck: deckBytes(sent), proof };
}

/** What an honest shuffle would claim. */
export function claimOf({ deals, step, shuffler, key, before }: Expected): Omit<ShuffleStatement, 'after'> {
  return { deals, step, sender: fromHex(shuffler), key, before };
}

/** The rows of a deck that stays in its order, but these. */
function rowsBut(other: Readonly<Record<number, Row>>): Row[] {
  return Array.from({ length: DECK_CARDS }, (_, at) => other[at] ?? [{ from: at, factor: ONE }]);
}

/** The rows that multiply the first two cards. */
function scaling(first: Scalar, second: Scalar): Row[] {
  return rowsBut({ 0: [{ from: 0, factor: first }], 1: [{ from: 1, factor: second }] });
}

/** Two cards become 2/3 of one and 1/3 of the other, by a proof about the matrix that undoes it; its rows sum to one too. */
function mixed(): Lie {
  const third = invertScalar(scalarOf(3));
  return { rows: mixing(addScalars(third, third), third), weights: mixing(TWO, negated(ONE)) };
}

function mixing(own: Scalar, other: Scalar): Row[] {
  const row = (from: number) => [
    { from, factor: own },
    { from: 1 - from, factor: other },
  ];
  return rowsBut({ 0: row(0), 1: row(1) });
}

function cardsApart(one: number, other: number): Point {
  const { cards } = knownPoints();
  return sub(cards[one] as Point, cards[other] as Point);
}

function numbered(name: string): string[] {
  return Array.from({ length: DECK_CARDS }, (_, at) => `${name}_${at + 1}`);
}

/** @param at which 32 bytes */
function withPoint(bytes: Uint8Array, at: number, change: (point: Point) => Uint8Array): Uint8Array {
  const start = at * POINT_BYTES;
  bytes.set(change(bytes.slice(start, start + POINT_BYTES)), start);
  return bytes;
}

function withScalar(proof: Uint8Array, name: string, change: (scalar: Scalar) => Uint8Array): Uint8Array {
  return withPoint(proof, POINTS + SCALARS.indexOf(name), change);
}

function negated(scalar: Scalar): Scalar {
  return subScalars(scalarOf(0), scalar);
}

function plusOne(scalar: Scalar): Scalar {
  return addScalars(scalar, ONE);
}

/** The same number, encoded as no one may. */
function plusOrder(scalar: Scalar): Uint8Array {
  let carry = 0;
  return scalar.map((byte, at) => {
    const sum = byte + (ORDER[at] as number) + carry;
    carry = sum >> 8;
    return sum & 255;
  });
}

function withTopBit(scalar: Scalar): Uint8Array {
  return scalar.map((byte, at) => (at === SCALAR_BYTES - 1 ? byte | 128 : byte));
}
