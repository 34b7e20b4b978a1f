import type { Chips, Seat } from '../poker/index.ts';
import type { Scene } from './scene.ts';
import type { PotView } from './tableView.ts';

/** What is read of a table to count its pots. */
type ChipsInPlay = Pick<Scene, 'hand' | 'players' | 'isPaid'>;

/** The pots gathered so far, with who can still win them; none once they are paid out. */
export function potViews({ hand, players, isPaid }: ChipsInPlay): PotView[] {
  if (!hand || isPaid) return [];
  const isLive = (seat: Seat) => players.get(seat)?.folded === false;
  return hand.pots.map(({ amount, eligible }) => ({ amount, eligible: eligible.filter(isLive) }));
}

/** All pots with the bets of this street; once they are paid out, what was paid out. */
export function totalPot({ hand, players, isPaid }: ChipsInPlay, pots: readonly PotView[]): Chips {
  if (isPaid) return total((hand?.awards ?? []).map(([, amount]) => amount));
  return total([...players.values()].map(({ bet }) => bet)) + total(pots.map(({ amount }) => amount));
}

function total(amounts: readonly Chips[]): Chips {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
