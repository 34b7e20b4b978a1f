import type { Seat } from '../../shared/poker/index.ts';
import { toHex } from '../../shared/process/hash.ts';
import { type Looks, lookOf } from '../../shared/table/asks.ts';
import type { Seated } from '../../shared/table/game.ts';
import { invitesOf, membersOf } from '../../shared/table/voters.ts';
import { lobbyView } from '../../shared/view/lobby.ts';
import type { LobbyTable } from '../ipc.ts';
import { readCharter } from './charter.ts';
import { type FriendsCard, modifiedMs } from './lobbyCard.ts';
import type { Replica } from './replica.ts';

/** A table as the lobby shows it; null once this device has left. One that never sat there has it from a file. */
export function lobbyTable(
  replica: Replica,
  device: Uint8Array,
  handPath: string,
  isStanding: boolean,
): LobbyTable | null {
  const { journal, tableId, damage } = replica;
  const looks = journal.looks();
  const me = toHex(device);
  const { name, practice, createdMs } = readCharter(journal.charter);
  if (!hasSeat(looks, me) && (practice || hasLeft(looks, me))) return null;
  return {
    tableId,
    name,
    practice,
    handNumber: journal.hand,
    ...lobbyView(looks, me, isStanding),
    lastPlayedMs: modifiedMs(handPath) ?? createdMs,
    damage: damage.length > 0 ? damage.join(' ') : null,
  };
}

/** Whom a friends' table can be talked about with, and by which invites strangers may come; null at a practice table. */
export function friendsCard({ journal }: Replica, device: Uint8Array): FriendsCard | null {
  if (readCharter(journal.charter).practice) return null;
  const looks = journal.looks();
  const me = toHex(device);
  const members = membersOf(looks).filter((member) => member.state === 'in' && member.device !== me);
  return {
    members: members.map((member) => member.device),
    invites: invitesOf(looks).map(({ key }) => key),
  };
}

function hasSeat(looks: Looks, device: string): boolean {
  const desk = lookOf(looks, 'desk');
  const mine = ((desk?.seats ?? []) as unknown as Seated[]).find((player) => player.device === device);
  return mine !== undefined && !((desk?.leaving ?? []) as Seat[]).includes(mine.seat);
}

/** At a friends' table one can be without a seat. */
function hasLeft(looks: Looks, device: string): boolean {
  const mine = membersOf(looks).filter((member) => member.device === device);
  return mine.length > 0 && mine.every((member) => member.state !== 'in');
}

/** A table that cannot be opened still shows, with the reason. */
export function unreadableTable(tableId: string, words: string, handPath: string | null): LobbyTable {
  return {
    tableId,
    name: 'A damaged table',
    practice: true,
    handNumber: 0,
    players: [],
    smallBlind: 0,
    bigBlind: 0,
    lastPlayedMs: modifiedMs(handPath) ?? 0,
    state: 'It cannot be opened.',
    damage: words,
  };
}
