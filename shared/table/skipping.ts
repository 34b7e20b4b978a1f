import type { Seat } from '../poker/index.ts';
import type { Taken } from '../process/effects.ts';
import type { Desk } from './desk.ts';
import type { Author } from './inputs.ts';

/** Whether all people at the table have had enough of a pause. */
export interface Skipping {
  skippers(): Seat[];
  isSkipped(): boolean;
  add(seat: Seat): void;
  /** A judge for SKIP. */
  judge(input: unknown, author: Author): Taken<{ readonly skip: Seat }>;
}

export function skipping(desk: Desk): Skipping {
  const skippers = new Set<Seat>();
  return {
    skippers: () => [...skippers],
    isSkipped: () => {
      const people = desk.people();
      return people.length > 0 && people.every((seat) => skippers.has(seat));
    },
    add: (seat) => {
      skippers.add(seat);
    },
    judge: (_, { device }) => {
      const seat = desk.people().find((person) => desk.deviceAt(person) === device);
      return seat === undefined || skippers.has(seat) ? null : { take: { skip: seat } };
    },
  };
}
