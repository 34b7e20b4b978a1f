import type { Chips, Seat } from '../poker/index.ts';
import type { Scene } from './scene.ts';
import type { PotView } from './tableView.ts';

/** What is read of a table to count its pots. */
type ChipsInPlay = Pick<Scene, 'hand' | 'round' | 'players' | 'isPaid'>;

/** The pots gathered so far, before the flop what was put in dead; none once they are paid out. */
export function potViews({ hand, round, players, isPaid }: ChipsInPlay): PotView[] {
  if (!hand || isPaid) return [];
  const isLive = (seat: Seat) => players.get(seat)?.folded === false;
  if (hand.pots.length > 0) {
    return hand.pots.map(({ amount, eligible }) => ({ amount, eligible: eligible.filter(isLive) }));
  }
  // Antes and other dead chips have left the stacks, and are in no pot before the first round is over.
  const dead = round ? total(hand.stacks.map(([, stack]) => stack)) - total(chipsOf(players)) : 0;
  return dead > 0 ? [{ amount: dead, eligible: hand.clockwise.filter(isLive) }] : [];
}

/** All pots with the bets of this street; once they are paid out, what was paid out. */
export function totalPot({ hand, players, isPaid }: ChipsInPlay, pots: readonly PotView[]): Chips {
  if (isPaid) return total((hand?.awards ?? []).map(([, amount]) => amount));
  return total([...players.values()].map(({ bet }) => bet)) + total(pots.map(({ amount }) => amount));
}

function chipsOf(players: Scene['players']): Chips[] {
  return [...players.values()].map(({ stack, bet }) => stack + bet);
}

function total(amounts: readonly Chips[]): Chips {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
