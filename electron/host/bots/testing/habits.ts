import type { TableEvent } from '../../../../shared/table/events.ts';
import type { Temperament } from '../../../ipc.ts';

/** What is counted of one temperament over many hands. */
export interface Habits {
  hands: number;
  /** Hands with chips put in before the flop of its own accord. */
  voluntary: number;
  /** Hands raised before the flop. */
  raised: number;
  bets: number;
  calls: number;
}

/** Counts what each temperament does in these hands; `temperaments` by seat. */
export function habitsOf(
  hands: readonly (readonly TableEvent[])[],
  temperaments: readonly Temperament[],
): Map<Temperament, Habits> {
  const habits = new Map<Temperament, Habits>();
  for (const temperament of temperaments) {
    habits.set(temperament, { hands: 0, voluntary: 0, raised: 0, bets: 0, calls: 0 });
  }
  for (const events of hands) {
    const voluntary = new Set<number>();
    const raised = new Set<number>();
    let isPreflop = true;
    for (const event of events) {
      if (event.what === 'street') isPreflop = false;
      if (event.what === 'hand') for (const { seat } of event.players) count(seat, 'hands');
      if (event.what !== 'acts' || event.added === 0) continue;
      if (isPreflop) {
        voluntary.add(event.seat);
        if (event.action !== 'call') raised.add(event.seat);
      } else count(event.seat, event.action === 'call' ? 'calls' : 'bets');
    }
    for (const seat of voluntary) count(seat, 'voluntary');
    for (const seat of raised) count(seat, 'raised');
  }
  return habits;

  function count(seat: number, what: keyof Habits): void {
    const temperament = temperaments[seat];
    const own = temperament && habits.get(temperament);
    if (own) own[what] += 1;
  }
}

/** Chips pushed in a hand. */
export function potOf(events: readonly TableEvent[]): number {
  return events.reduce((sum, event) => sum + (event.what === 'wins' ? event.amount : 0), 0);
}
