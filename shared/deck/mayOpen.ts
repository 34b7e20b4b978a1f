import { BOARD_CARDS, boardIndex, ownerOf } from './indexMap.ts';
import type { Shares } from './messages.ts';

/** How a hand stands, as far as it decides which of its cards may be opened. Players are named by their holder's place. */
export interface CardFacts {
  /** Holders of the deck: with their number it is fixed which place is whose. */
  readonly holders: number;
  /** Who was dealt in. Who sits out may hold the deck, but has no cards. */
  readonly dealtIn: readonly number[];
  readonly folded: readonly number[];
  /** Hole cards are on their way, or somebody has still to act on this street. */
  readonly isBetting: boolean;
  /** Somebody is asked to show, or whether to run it twice. */
  readonly isAsking: boolean;
  /** How many cards lie on each board; two when it is run twice. */
  readonly boards: readonly number[];
  /** Who was asked to show and let its time pass, as a majority saw; null: nobody. */
  readonly silent: number | null;
  /** The pots are pushed. */
  readonly isOver: boolean;
  /** This table allows to look at the cards that would have come. */
  readonly hasRabbitHunt: boolean;
}

/** How many cards a board has after the next street. */
const NEXT_STREET: ReadonlyMap<number, number> = new Map([
  [0, 3],
  [3, 4],
  [4, 5],
]);

/**
 * Whether shares of a card may leave a device: HOLE for its owner only, BOARD and OPEN for everybody. It is judged by how
 * the hand stands alone, whatever else says that the card is wanted (DECK.md, sections 1 and 5, cases 27, 41, 42, 46).
 */
export function mayOpen(kind: Shares['kind'], index: number, facts: CardFacts): boolean {
  if (kind === 'BOARD') return mayOpenBoard(index, facts);
  const holder = ownerOf(index, facts.holders)?.holder;
  if (holder === undefined || !facts.dealtIn.includes(holder)) return false;
  // Its owner alone can read it, all through the hand.
  if (kind === 'HOLE') return true;
  const { folded, isBetting, isOver, silent } = facts;
  return holder === silent && !folded.includes(holder) && !isBetting && !isOver && isContested(facts);
}

function mayOpenBoard(index: number, facts: CardFacts): boolean {
  const { holders, isBetting, isAsking, boards, isOver, hasRabbitHunt } = facts;
  if (isBetting || isAsking) return false;
  const first = boardIndex(0, 0, holders);
  const [run, place] = [Math.floor((index - first) / BOARD_CARDS), (index - first) % BOARD_CARDS];
  const size = boards[run];
  if (index < first || size === undefined) return false;
  if (isOver) return hasRabbitHunt && !isContested(facts) && run === 0 && place >= size;
  // The second board comes after the first.
  if (boards.slice(0, run).some((before) => before < BOARD_CARDS)) return false;
  return isContested(facts) && place >= size && place < (NEXT_STREET.get(size) ?? 0);
}

function isContested({ dealtIn, folded }: CardFacts): boolean {
  return dealtIn.filter((holder) => !folded.includes(holder)).length > 1;
}
