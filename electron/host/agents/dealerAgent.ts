import type { OpenedCard } from '../../../shared/deck/commitment.ts';
import type { Plain } from '../../../shared/process/plain.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { TableDealer } from '../dealer.ts';
import type { Intent, Situation } from './intent.ts';

/** The dealer's part: makes the deck, and opens what the table waits for; never anything else. */
export async function dealerIntents(
  { ask, hand }: Situation,
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
  return [];
}

export function plainCards(cards: readonly OpenedCard[]): Plain[] {
  return cards.map(({ index, card, salt }) => ({ index, card, salt }));
}
