import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandSchema } from '../../electron/ipc.ts';
import { CHAT_LENGTH_MAX, NAME_MAX_LENGTH } from '../limits.ts';
import { lineText } from './lineText.ts';

test('whatever is typed, what is sent fits the contract, or nothing is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: CHAT_LENGTH_MAX }), (typed) => {
      const words = lineText(typed.slice(0, CHAT_LENGTH_MAX));
      const command = { type: 'chat', tableId: 'a'.repeat(32), words };
      expect(words === null || commandSchema.safeParse(command).success, JSON.stringify(typed)).toBe(true);
    }),
  );
});

test('a name fits the contract as well, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: NAME_MAX_LENGTH }), (typed) => {
      const name = lineText(typed.slice(0, NAME_MAX_LENGTH));
      const command = { type: 'setProfile', name };
      expect(name === null || commandSchema.safeParse(command).success, JSON.stringify(typed)).toBe(true);
    }),
  );
});

test('plain words stay as they are, blanks alone are nothing', () => {
  expect(lineText(' All in {120}, <b>really</b>?\n ')).toBe('All in (120), <b>really</b>?');
  expect(lineText('grüße, 日本 ♠')).toBe('grüße, 日本 ♠');
  expect(lineText(' \t\u200b ')).toBeNull();
});
