import { statSync } from 'node:fs';
import { toHex } from '../../shared/process/hash.ts';
import { askOf, lookOf } from '../../shared/table/asks.ts';
import type { Seated } from '../../shared/table/game.ts';
import type { Settings } from '../../shared/table/settings.ts';
import { lobbyState } from '../../shared/view/lobbyState.ts';
import type { LobbyTable } from '../ipc.ts';
import { readCharter } from './charter.ts';
import type { Replica } from './replica.ts';

/** A table as the lobby shows it; null once this device has no seat there. */
export function lobbyTable(replica: Replica, device: Uint8Array, handPath: string): LobbyTable | null {
  const { journal, tableId, damage } = replica;
  const looks = journal.looks();
  const desk = lookOf(looks, 'desk');
  const seats = (desk?.seats ?? []) as unknown as Seated[];
  const me = toHex(device);
  const mine = seats.find((player) => player.device === me);
  const leaving = (desk?.leaving ?? []) as number[];
  if (!mine || leaving.includes(mine.seat)) return null;
  const charter = readCharter(journal.charter);
  const settings = desk?.settings as unknown as Settings;
  const stacks = new Map((lookOf(looks, 'hand')?.stacks ?? []) as [number, number][]);
  return {
    tableId,
    name: charter.name,
    practice: charter.practice,
    handNumber: journal.hand,
    players: seats.map(({ seat, name, stack, device, bot }) => ({
      name,
      stack: stacks.get(seat) ?? stack,
      isMe: device === me,
      isBot: bot,
    })),
    smallBlind: settings.smallBlind,
    bigBlind: settings.bigBlind,
    lastPlayedMs: modifiedMs(handPath) ?? charter.createdMs,
    state: lobbyState(looks, askOf(looks)),
    damage: damage.length > 0 ? damage.join(' ') : null,
  };
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
    lastPlayedMs: (handPath && modifiedMs(handPath)) || 0,
    state: 'It cannot be opened.',
    damage: words,
  };
}

/** For show only: table time stands still while nobody plays, so the file's own time says when that was. */
function modifiedMs(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
