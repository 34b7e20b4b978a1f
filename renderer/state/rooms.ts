/**
 * What is known of friends' tables besides their cards: the people and the chat, a room a table. Pure.
 *
 * 1. A chat is bounded, whatever the host sends. (rooms.test.ts: "a chat keeps the newest lines")
 * 2. Rooms are bounded. (rooms.test.ts: "rooms are bounded, the oldest goes")
 */
import type { ChatLine, PeopleView } from '../../electron/ipc.ts';
import { CHAT_LINES_MAX, ROOMS_MAX } from '../limits.ts';

export interface Room {
  tableId: string;
  people: PeopleView | null;
  /** In rising order of id. */
  chat: readonly ChatLine[];
  /** The newest line that the person has seen; 0: none. */
  chatReadTo: number;
}

export type Rooms = readonly Room[];

export function roomOf(rooms: Rooms, tableId: string): Room | null {
  return rooms.find((room) => room.tableId === tableId) ?? null;
}

export function withPeople(rooms: Rooms, people: PeopleView): Rooms {
  return changed(rooms, people.tableId, (room) => ({ ...room, people }));
}

/** Adds lines by id; a line known under the same id with other words means that the host counts anew. */
export function withChat(rooms: Rooms, tableId: string, lines: readonly ChatLine[]): Rooms {
  return changed(rooms, tableId, (room) => {
    const known = new Map(room.chat.map((line) => [line.id, line]));
    const countsAnew = lines.some((line) => isOther(line, known.get(line.id)));
    const before = countsAnew ? [] : room.chat;
    const byId = new Map([...before, ...lines].map((line) => [line.id, line]));
    const chat = [...byId.values()].sort((a, b) => a.id - b.id).slice(-CHAT_LINES_MAX);
    // What was said before this page looked on comes all at once, and is no news.
    const isHistory = before.length === 0 && lines.length > 1;
    const chatReadTo = isHistory ? newestId(chat) : countsAnew ? 0 : room.chatReadTo;
    return { ...room, chat, chatReadTo };
  });
}

export function withChatRead(rooms: Rooms, tableId: string): Rooms {
  const room = roomOf(rooms, tableId);
  if (room === null || room.chatReadTo >= newestId(room.chat)) return rooms;
  return changed(rooms, tableId, (read) => ({ ...read, chatReadTo: newestId(read.chat) }));
}

export function withoutRoom(rooms: Rooms, tableId: string): Rooms {
  return rooms.filter((room) => room.tableId !== tableId);
}

/** How many lines of others the person has not seen yet. */
export function unreadCount(room: Room): number {
  return room.chat.filter((line) => line.id > room.chatReadTo && !line.isMe).length;
}

function changed(rooms: Rooms, tableId: string, change: (room: Room) => Room): Rooms {
  const room = roomOf(rooms, tableId) ?? { tableId, people: null, chat: [], chatReadTo: 0 };
  return [...withoutRoom(rooms, tableId), change(room)].slice(-ROOMS_MAX);
}

function isOther(line: ChatLine, known: ChatLine | undefined): boolean {
  if (known === undefined) return false;
  return known.device !== line.device || known.words !== line.words || known.emote !== line.emote;
}

function newestId(chat: readonly ChatLine[]): number {
  return chat.at(-1)?.id ?? 0;
}
