import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/protocol.ts';
import { Chat } from './chat.ts';

const line = (words: string, device = 'ada') => ({ device, name: 'Ada', isMe: false, words, emote: null });

test('a line that comes twice is one line', () => {
  const chat = new Chat();
  expect(chat.hear(line('Hello'), 4, 0)).toBe(true);
  expect(chat.hear(line('Hello'), 4, 0)).toBe(false);
  expect(chat.hear(line('Hello', 'bo'), 4, 0)).toBe(true);
  expect(chat.lines.map(({ id, device }) => [id, device])).toEqual([
    [1, 'ada'],
    [2, 'bo'],
  ]);
});

test('an endless talker pushes old lines out', () => {
  const chat = new Chat();
  for (let number = 1; number <= LIMITS.chatLinesKept + 50; number++)
    chat.hear(line(`line ${number}`), number, number * 1_000);
  expect(chat.lines).toHaveLength(LIMITS.chatLinesKept);
  expect(chat.lines[0]?.words).toBe('line 51');
});

// Guards #listensTo.
test('who talks too fast is not listened to for a while; the others are', () => {
  const chat = new Chat();
  const heard = Array.from({ length: 50 }, (_, at) => chat.hear(line('Hurry!'), at + 1, 0)).filter(Boolean);
  expect(heard).toHaveLength(LIMITS.chatBurst);
  expect(chat.hear(line('Hello', 'bo'), 1, 0)).toBe(true);
  expect(chat.hear(line('Sorry.'), 51, 1_000 / LIMITS.chatPerSecond)).toBe(true);
});
