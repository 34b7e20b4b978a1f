import type { Admission, DoorView } from '../../electron/ipc.ts';
import { formatChips } from '../ui/amounts.ts';

/** A door that says whose table it is. */
export type DoorSign = Extract<DoorView, { state: 'found' | 'asked' }>;

export function isSign(view: DoorView): view is DoorSign {
  return view.state === 'found' || view.state === 'asked';
}

/** "Blinds 5/10 · buy-in 200 to 2,000 chips". */
export function stakesWords({ smallBlind, bigBlind, minBuyIn, maxBuyIn }: DoorSign): string {
  const blinds = `Blinds ${formatChips(smallBlind)}/${formatChips(bigBlind)}`;
  return `${blinds} · buy-in ${formatChips(minBuyIn)} to ${formatChips(maxBuyIn)} chips`;
}

/** "3 of 6 seats taken", "All 6 seats are taken". */
export function seatsWords({ seats }: DoorSign): string {
  const taken = seats.filter((seat) => seat.name !== null).length;
  if (taken === seats.length) return `All ${taken} seats are taken`;
  return `${taken} of ${seats.length} seats taken`;
}

export function isFull({ seats }: DoorSign): boolean {
  return seats.every((seat) => seat.name !== null);
}

/** The button's word: whoever is asked for asks, the others go in. */
export function goInWord(admission: Admission): string {
  return admission === 'ask' ? 'Ask to come in' : 'Come in';
}
