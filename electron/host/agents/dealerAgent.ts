import type { OpenedCard } from '../../../shared/deck/openedCard.ts';
import type { Plain } from '../../../shared/process/plain.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { TableDealer } from '../dealer.ts';
import type { Intent, Situation } from './intent.ts';
import { mayWin } from './mayWin.ts';

/**
 * The dealer's part: makes the deck, and opens what the table waits for; never anything else. At the showdown
 * it opens, in the end, what a device that stays silent must show, or may win with.
 */
export async function dealerIntents(
  { ask, hand, looks, timeMs }: Situation,
  host: Signer,
  dealer: TableDealer,
): Promise<Intent[]> {
  if (ask.for === 'deck') {
    return [{ afterMs: 0, signer: host, body: await dealer.deckInput(hand) }];
  }
  if (ask.for === 'board') {
    const cards = plainCards(await dealer.open(hand, ask.places));
    return [{ afterMs: 0, signer: host, body: { kind: 'BOARD', cards } }];
  }
  if (ask.for === 'show' && ask.endsMs !== null) {
    const opened = await dealer.open(hand, ask.places);
    const faces = opened.map(({ card }) => card);
    // Who is cut off at the showdown loses no pot by that; a hand that cannot win is left to the clock.
    if (!ask.mustShow && !mayWin(looks, ask.seat, faces)) return [];
    const afterMs = Math.max(0, ask.endsMs - timeMs);
    const body = { kind: 'OPEN', seat: ask.seat, cards: plainCards(opened) };
    return [{ afterMs, signer: host, body }];
  }
  return [];
}

export function plainCards(cards: readonly OpenedCard[]): Plain[] {
  return cards.map(({ index, card, proof }) => ({ index, card, proof }));
}
