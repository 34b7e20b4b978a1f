import type { TableView } from '../../electron/ipc.ts';

/** One line of a hand's result. */
export interface ResultLine {
  seat: number;
  name: string;
  amount: number;
  /** The pots it came from, when there is more than one in the hand. */
  pots: string[];
  why: string;
}

/** The result by seat and reason, in the host's order: one line for a player who won several pots the same way. */
export function resultLines(view: TableView): ResultLine[] {
  const hasManyPots = new Set(view.winners.map((winner) => winner.pot)).size > 1;
  const lines: ResultLine[] = [];
  for (const winner of view.winners) {
    const pots = hasManyPots ? [winner.pot] : [];
    const line = lines.find((other) => other.seat === winner.seat && other.why === winner.why);
    if (line === undefined) {
      const name = view.seats.find((seat) => seat.seat === winner.seat)?.name ?? '';
      lines.push({ seat: winner.seat, name, amount: winner.amount, pots, why: winner.why });
    } else {
      line.amount += winner.amount;
      line.pots.push(...pots);
    }
  }
  return lines;
}

/** Every card that is part of a winning five. */
export function winningCards(view: TableView): ReadonlySet<string> {
  return new Set(view.winners.flatMap((winner) => winner.cards));
}
