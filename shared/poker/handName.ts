import type { Card } from './cards.ts';
import type { Strength } from './strength.ts';

/**
 * The hand in words, for 2 hole cards or 5, 6 or 7 cards: 'pocket nines', 'ace-king suited', 'two pair, aces and nines, king kicker'.
 * Two hands have the same name exactly if they tie. Throws RangeError for any other number of cards.
 */
export function handName(cards: readonly Card[]): string {
  throw new Error(`not written yet: ${cards.length}`);
}

/** The same from a strength. */
export function strengthName(strength: Strength): string {
  throw new Error(`not written yet: ${strength}`);
}

/** Without kickers, for a label: 'pair of aces', 'flush, ace high'. */
export function shortStrengthName(strength: Strength): string {
  throw new Error(`not written yet: ${strength}`);
}
