import type { PeopleView, PersonView } from '../../electron/ipc.ts';

/** Who has this seat; null when nothing is known of the people, or the seat is free. */
export function personAt(people: PeopleView | null, seat: number): PersonView | null {
  return people?.people.find((person) => person.seat === seat) ?? null;
}

/** How a seat is marked whose device is not here; null: it is, or nothing is known. */
export function absenceWords(person: PersonView | null): 'reconnecting' | 'away' | null {
  if (person === null) return null;
  return person.presence === 'reconnecting' || person.presence === 'away' ? person.presence : null;
}
