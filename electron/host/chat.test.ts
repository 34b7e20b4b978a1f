import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/protocol.ts';
import { Chat } from './chat.ts';

const line = (words: string, device = 'ada') => ({ device, name: 'Ada', isMe: false, words, emote: null });

test('a line that comes twice is one line', () => {
  const chat = new Chat();
  expect(chat.hear(line('Hello'), 4)).toBe(true);
  expect(chat.hear(line('Hello'), 4)).toBe(false);
  expect(chat.hear(line('Hello', 'bo'), 4)).toBe(true);
  expect(chat.lines.map(({ id, device }) => [id, device])).toEqual([
    [1, 'ada'],
    [2, 'bo'],
  ]);
});

test('an endless talker pushes old lines out', () => {
  const chat = new Chat();
  for (let number = 1; number <= LIMITS.chatLinesKept + 50; number++)
    chat.hear(line(`line ${number}`), number);
  expect(chat.lines).toHaveLength(LIMITS.chatLinesKept);
  expect(chat.lines[0]?.words).toBe('line 51');
});
