import type { PersonView, Role } from '../../electron/ipc.ts';
import { formatChips } from '../ui/amounts.ts';

export interface Badge {
  words: string;
  /** What it means, in a sentence. */
  why: string;
}

const HOSTS: Badge = { words: 'hosts', why: 'This computer puts the inputs in order now.' };
const OPENER: Badge = { words: 'opener', why: 'Opened the table: admits, removes and sets the stakes.' };
const VOTER: Badge = { words: 'voter', why: 'Every action is final once most voters have it on disk.' };
const WITNESS: Badge = { words: 'witness', why: 'Keeps the table without a seat and without cards.' };
const SPECTATOR: Badge = { words: 'spectator', why: 'Looks on without a seat.' };

/** What somebody is at this table, most telling first. */
export function badgesOf({ isHost, isOpener, isVoter, role }: PersonView): Badge[] {
  return [
    ...(isHost ? [HOSTS] : []),
    ...(isOpener ? [OPENER] : []),
    ...(role === 'witness' ? [WITNESS] : isVoter ? [VOTER] : []),
    ...(role === 'spectator' ? [SPECTATOR] : []),
  ];
}

/** How much of the table is still on its way to a device; null: nothing, or nobody knows. */
export function behindWords({ behind }: PersonView): string | null {
  if (behind === null || behind === 0) return null;
  return behind === 1 ? '1 entry behind' : `${formatChips(behind)} entries behind`;
}

/** Where somebody is: "Seat 3", "no seat yet"; null for those who want none. */
export function placeWords({ seat, role }: PersonView): string | null {
  if (seat !== null) return `Seat ${seat + 1}`;
  return role === 'player' ? 'no seat yet' : null;
}

/** "asks to come in as a player"; where the table is not in sight, it is named. */
export function askWords(role: Role, tableName: string | null): string {
  return `asks to come in${tableName === null ? '' : ` at ${tableName}`} as a ${role}`;
}
