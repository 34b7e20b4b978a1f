import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandSchema } from '../../electron/ipc.ts';
import { CHAT_LENGTH_MAX } from '../limits.ts';
import { chatText } from './chatText.ts';

test('whatever is typed, what is sent fits the contract, or nothing is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: CHAT_LENGTH_MAX }), (typed) => {
      const words = chatText(typed.slice(0, CHAT_LENGTH_MAX));
      const command = { type: 'chat', tableId: 'a'.repeat(32), words };
      expect(words === null || commandSchema.safeParse(command).success, JSON.stringify(typed)).toBe(true);
    }),
  );
});

test('plain words stay as they are, blanks alone are nothing', () => {
  expect(chatText(' All in {120}, <b>really</b>?\n ')).toBe('All in (120), <b>really</b>?');
  expect(chatText('grüße, 日本 ♠')).toBe('grüße, 日本 ♠');
  expect(chatText(' \t\u200b ')).toBeNull();
});
