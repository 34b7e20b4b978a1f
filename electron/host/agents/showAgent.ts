import type { Seat } from '../../../shared/poker/index.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { TableDealer } from '../dealer.ts';
import { plainCards } from './dealerAgent.ts';
import type { Intent, Situation } from './intent.ts';
import { mayWin } from './mayWin.ts';

/** Between two hands shown, so that each can be read. */
const SHOW_PACE_MS = 500;

/** A seat's device at the showdown: shows what it must and what may win, mucks the rest. */
export async function showIntents(
  { ask, hand, looks, waitedMs }: Situation,
  signerAt: (seat: Seat) => Signer | null,
  dealer: TableDealer,
): Promise<Intent[]> {
  if (ask.for !== 'show') return [];
  const signer = signerAt(ask.seat);
  if (!signer) return [];
  const opened = await dealer.open(hand, ask.places);
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
