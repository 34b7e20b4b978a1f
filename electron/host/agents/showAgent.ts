import type { OpenedCard } from '../../../shared/deck/openedCard.ts';
import type { Seat } from '../../../shared/poker/index.ts';
import { toHex } from '../../../shared/process/hash.ts';
import type { Plain } from '../../../shared/process/plain.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { TableDealer } from '../dealer/tableDealer.ts';
import type { Intent, Situation } from './intent.ts';
import { mayWin } from './mayWin.ts';

/** Between two hands shown, so that each can be read. */
const SHOW_PACE_MS = 500;

/** A seat's device at the showdown: shows what it must and what may win, mucks the rest. */
export async function showIntents(
  { ask, looks, waitedMs }: Situation,
  signerAt: (seat: Seat) => Signer | null,
  dealer: Pick<TableDealer, 'reveal'>,
): Promise<Intent[]> {
  if (ask.for !== 'show') return [];
  const signer = signerAt(ask.seat);
  if (!signer) return [];
  const opened = await dealer.reveal(toHex(signer.publicKey), ask.places);
  // A device that cannot read its own cards says nothing: they are opened without it.
  if (!opened) return [];
  const shows =
    ask.mustShow ||
    mayWin(
      looks,
      ask.seat,
      opened.map(({ card }) => card),
    );
  const body = shows ? { kind: 'SHOW', cards: plainCards(opened) } : { kind: 'MUCK' };
  return [{ afterMs: Math.max(0, SHOW_PACE_MS - waitedMs), signer, body }];
}

export function plainCards(cards: readonly OpenedCard[]): Plain[] {
  return cards.map(({ index, card, proof }) => ({ index, card, proof }));
}
