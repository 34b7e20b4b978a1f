import type { Dealer } from './dealer.ts';
import { SealedDealer } from './sealedDealer.ts';
import { StandInDealer } from './standInDealer.ts';
import type { DealerTells, TableDealer } from './tableDealer.ts';

/** Where the cards of this device's tables come from. */
export type CardSource =
  | { readonly by: 'devices'; readonly dealer: Dealer }
  /** In simulations only: whoever knows the seed can read every card. */
  | { readonly by: 'stand-in'; readonly seed: Uint8Array };

/** A table whose cards its opener could read is opened by nobody. */
export const READABLE_DECK =
  'The cards of this table could be read by the one who opened it. It cannot be played here.';

/** Who sees to a table's cards. @throws Error with READABLE_DECK */
export function dealerOf(
  source: CardSource,
  table: { readonly tableId: string; readonly by: CardSource['by'] },
  tells: DealerTells,
): TableDealer {
  if (source.by !== table.by) throw new Error(READABLE_DECK);
  return source.by === 'devices'
    ? new SealedDealer(table.tableId, source.dealer, tells)
    : new StandInDealer(source.seed, tells);
}
