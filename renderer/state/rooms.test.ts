import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatLine } from '../../electron/ipc.ts';
import { people } from '../fixtures/friends.ts';
import { CHAT_LINES_MAX, ROOMS_MAX } from '../limits.ts';
import { type Rooms, roomOf, unreadCount, withChat, withChatRead, withoutRoom, withPeople } from './rooms.ts';

const TABLE = 'a'.repeat(32);
const line = (id: number, change: Partial<ChatLine> = {}): ChatLine => ({
  id,
  device: 'd'.repeat(64),
  name: 'Ada',
  isMe: false,
  words: `line ${id}`,
  emote: null,
  ...change,
});
const lines = (...ids: number[]) => ids.map((id) => line(id));
const room = (rooms: Rooms) => {
  const found = roomOf(rooms, TABLE);
  if (found === null) throw new Error('there is no room');
  return found;
};
const ids = (rooms: Rooms) => room(rooms).chat.map(({ id }) => id);

describe('a chat', () => {
  test('keeps the newest lines', () => {
    const many = Array.from({ length: CHAT_LINES_MAX + 50 }, (_, index) => line(index + 1));
    const rooms = withChat([], TABLE, many);
    expect(ids(rooms)).toHaveLength(CHAT_LINES_MAX);
    expect(ids(rooms).at(-1)).toBe(CHAT_LINES_MAX + 50);
  });

  test('is the same whether the host sends it whole or line by line', () => {
    const whole = [1, 2, 3, 4].reduce<Rooms>(
      (rooms, count) => withChat(rooms, TABLE, lines(...[1, 2, 3, 4].slice(0, count))),
      [],
    );
    const single = [1, 2, 3, 4].reduce<Rooms>((rooms, id) => withChat(rooms, TABLE, lines(id)), []);
    expect(whole).toEqual(single);
  });

  test('starts anew when the host counts anew', () => {
    const before = withChat([], TABLE, lines(1, 2, 3));
    const after = withChat(before, TABLE, [line(1, { words: 'back again' })]);
    expect(ids(after)).toEqual([1]);
    expect(unreadCount(room(after))).toBe(1);
  });

  test('is bounded and in order, whatever comes', () => {
    const anyLines = fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 300 });
    fc.assert(
      fc.property(fc.array(anyLines, { maxLength: 4 }), (batches) => {
        const rooms = batches.reduce<Rooms>((kept, batch) => withChat(kept, TABLE, lines(...batch)), []);
        const chat = roomOf(rooms, TABLE)?.chat ?? [];
        expect(chat.length).toBeLessThanOrEqual(CHAT_LINES_MAX);
        expect(chat.every(({ id }, index) => index === 0 || (chat[index - 1]?.id ?? 0) < id)).toBe(true);
      }),
    );
  });
});

describe('unread lines', () => {
  test('are those of others since the chat was looked at', () => {
    const seen = withChatRead(withChat([], TABLE, lines(1)), TABLE);
    const later = withChat(seen, TABLE, [line(2), line(3, { isMe: true }), line(4)]);
    expect(unreadCount(room(later))).toBe(2);
    expect(unreadCount(room(withChatRead(later, TABLE)))).toBe(0);
  });

  test('what was said before the page looked on is no news, the first line after it is', () => {
    const opened = withChat([], TABLE, lines(1, 2, 3));
    expect(unreadCount(room(opened))).toBe(0);
    expect(unreadCount(room(withChat(opened, TABLE, lines(1, 2, 3, 4))))).toBe(1);
  });

  test('reading twice changes nothing', () => {
    const read = withChatRead(withChat([], TABLE, lines(1)), TABLE);
    expect(withChatRead(read, TABLE)).toBe(read);
    expect(withChatRead(read, 'b'.repeat(32))).toBe(read);
  });
});

test('rooms are bounded, the oldest goes', () => {
  const tables = Array.from({ length: ROOMS_MAX + 2 }, (_, index) => String(index).repeat(32));
  const rooms = tables.reduce<Rooms>((kept, tableId) => withPeople(kept, people({ tableId })), []);
  expect(rooms.map(({ tableId }) => tableId)).toEqual(tables.slice(2));
});

test('people and chat of a table share a room, and go together', () => {
  const both = withChat(withPeople([], people({ tableId: TABLE })), TABLE, lines(1));
  expect(both).toHaveLength(1);
  expect(room(both).people?.tableId).toBe(TABLE);
  expect(withoutRoom(both, TABLE)).toEqual([]);
});
