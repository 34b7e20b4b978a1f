import type { Pot } from './pots.ts';
import type { Seat } from './seats.ts';

export interface ShowdownInput {
  /** Main pot first, as buildPots gives them. */
  pots: readonly Pot[];
  /** The dealt-in seats, first left of the button first. */
  clockwise: readonly Seat[];
  /** Who bet or raised last on the river; null if it was checked or there was no betting. */
  riverAggressor: Seat | null;
  /** True when betting closed before the river's end because of all-ins: every live hand is tabled. */
  allTabled: boolean;
}

/** One seat's turn at the showdown. */
export interface ShowTurn {
  seat: Seat;
  /** False for a seat that may muck instead, giving up its claim. */
  mustShow: boolean;
}

/**
 * In which order the live seats show: the last side pot first, the main pot last; within a pot the last aggressor on the river, or else
 * the first seat left of the button, and on clockwise. The first to show must; later ones may muck. Empty if only one seat is left.
 */
export function showOrder({ pots, clockwise, riverAggressor, allTabled }: ShowdownInput): ShowTurn[] {
  const turns: ShowTurn[] = [];
  for (const pot of pots.toReversed()) {
    if (pot.eligible.length < 2) continue;
    const order = clockwise.filter((seat) => pot.eligible.includes(seat));
    const first = riverAggressor === null ? 0 : Math.max(0, order.indexOf(riverAggressor));
    for (const seat of [...order.slice(first), ...order.slice(0, first)]) {
      if (turns.some((turn) => turn.seat === seat)) continue;
      turns.push({ seat, mustShow: allTabled || turns.length === 0 });
    }
  }
  return turns;
}

/** True if a hand of this strength still wins or splits at least one pot (on at least one board) against the hands shown so far. */
export function canStillWin(
  seat: Seat,
  strengths: readonly number[],
  pots: readonly Pot[],
  shown: readonly ReadonlyMap<Seat, number>[],
): boolean {
  return pots.some(
    (pot) =>
      pot.eligible.includes(seat) &&
      strengths.some((strength, board) =>
        pot.eligible.every((rival) => rival === seat || (shown[board]?.get(rival) ?? 0) <= strength),
      ),
  );
}
