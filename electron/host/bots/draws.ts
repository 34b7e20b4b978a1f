import {
  type Card,
  type Category,
  categoryOf,
  FULL_BOARD,
  fullDeck,
  strength,
  strength7,
} from '../../../shared/poker/index.ts';

const DRAWN_TO: ReadonlySet<Category> = new Set(['straight', 'flush', 'straight flush']);
/** With fewer cards there is no hand to rank. */
const RANKED_MIN = 5;

/**
 * How many unseen cards make a straight or a flush at once, for a hand that is less than that on a flop or turn; 0 on
 * a river and before the flop. What the board alone makes is nobody's draw.
 */
export function outs(hole: readonly [Card, Card], board: readonly Card[]): number {
  const held = [...hole, ...board];
  if (board.length === FULL_BOARD || held.length < RANKED_MIN) return 0;
  if (DRAWN_TO.has(categoryOf(strength(held)))) return 0;
  const makesIt = (next: Card) => {
    const made = strength([...held, next]);
    const shared = board.length + 1 < RANKED_MIN ? 0 : strength([...board, next]);
    return DRAWN_TO.has(categoryOf(made)) && made > shared;
  };
  return unseen(held).filter(makesIt).length;
}

/** True when no two unseen cards beat this hand; the board is complete. */
export function isUnbeatable(hole: readonly [Card, Card], board: readonly Card[]): boolean {
  const [a, b, c, d, e] = board as [Card, Card, Card, Card, Card];
  const own = strength7(a, b, c, d, e, ...hole);
  const rest = unseen([...hole, ...board]);
  return rest.every((first, at) =>
    rest.slice(at + 1).every((second) => strength7(a, b, c, d, e, first, second) <= own),
  );
}

function unseen(seen: readonly Card[]): Card[] {
  return fullDeck().filter((card) => !seen.includes(card));
}
