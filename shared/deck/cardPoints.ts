import { u32 } from './contexts.ts';
import { type Point, sumOf } from './group.ts';
import { DECK_CARDS } from './openedCard.ts';
import { hashToPoint } from './transcript.ts';

/** Points that everybody knows and nobody knows a logarithm between (DECK.md, section 3). */
interface KnownPoints {
  /** M_0 ... M_51: the cards. */
  readonly cards: readonly Point[];
  /** h_1 ... h_52: what a permutation is committed with. */
  readonly places: readonly Point[];
  /** Their sum. */
  readonly placesSum: Point;
  /** P: where the chain of a shuffle's proof begins. */
  readonly chain: Point;
}

let known: KnownPoints | null = null;

/** @throws Error before `loadGroup` */
export function knownPoints(): KnownPoints {
  known ??= makeKnownPoints();
  return known;
}

/** The card that a point stands for; null: none. */
export function cardOfPoint(point: Point): number | null {
  const card = knownPoints().cards.findIndex((one) => one.every((byte, at) => byte === point[at]));
  return card < 0 ? null : card;
}

function makeKnownPoints(): KnownPoints {
  const range = Array.from({ length: DECK_CARDS }, (_, at) => at);
  const places = range.map((at) => hashToPoint('place', u32(at + 1)));
  return {
    cards: range.map((card) => hashToPoint('card', u32(card))),
    places,
    placesSum: sumOf(places),
    chain: hashToPoint('chain'),
  };
}
