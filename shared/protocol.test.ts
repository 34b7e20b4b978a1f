import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBytes } from './process/plain.ts';
import {
  LIMITS,
  type Message,
  messageBytes,
  NotAMessage,
  PROTOCOL_VERSION,
  readMessage,
  UPDATE_THEM,
  UPDATE_THIS,
  versionProblem,
} from './protocol.ts';

const table = new Uint8Array(16).fill(1);
const device = new Uint8Array(32).fill(2);
const id = new Uint8Array(32).fill(3);
const word = new Uint8Array(200).fill(4);

const EXAMPLES: Message[] = [
  { type: 'hello', version: 1, oldest: 1, boot: 1_700_000_000_000 },
  { type: 'knock', table, invite: device, proof: new Uint8Array(64) },
  { type: 'closed', table, reason: 'revoked' },
  {
    type: 'door',
    table,
    charter: word,
    opener: 'Ada',
    smallBlind: 1,
    bigBlind: 2,
    minBuyIn: 20,
    maxBuyIn: 200,
    seats: [
      { seat: 0, name: 'Ada', stack: 100 },
      { seat: 1, name: null, stack: 0 },
    ],
    admission: 'ask',
    members: [device],
    taken: 0,
  },
  {
    type: 'status',
    table,
    hand: 3,
    seq: 70,
    entry: id,
    term: 2,
    committed: 69,
    yours: { term: 2, seq: 70 },
    program: 1,
    readmit: false,
  },
  { type: 'sync', table, hand: 3, message: word },
  { type: 'receipt', table, receipt: word },
  { type: 'commit', table, hand: 3, certificate: { seq: 70, entry: id, term: 2, receipts: [word, word] } },
  { type: 'vote', table, term: 3, vote: null, currentTerm: 4 },
  { type: 'input', table, input: word },
  { type: 'records', table, fromHand: 1, records: [word], openHand: 9 },
  { type: 'chat', table, number: 1, words: 'Nice one, Bo.' },
  { type: 'emote', table, emote: 'cheers' },
];

describe('a message', () => {
  test.each(EXAMPLES.map((message) => [message.type, message] as const))(
    '%s comes out as it went in',
    (_, message) => {
      expect(readMessage(messageBytes(message))).toEqual(message);
    },
  );

  test('whatever bytes come, nothing is thrown but NotAMessage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          readMessage(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(NotAMessage);
        }
      }),
    );
  });

  test('a changed byte is no message, or another one of the same table of limits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EXAMPLES),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (message, at, change) => {
          const bytes = messageBytes(message).slice();
          const place = at % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ change;
          try {
            readMessage(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(NotAMessage);
          }
        },
      ),
    );
  });

  test('too long is refused by its length alone', () => {
    expect(() => readMessage(new Uint8Array(LIMITS.frameBytes + 1))).toThrow(/a frame of 2097153 bytes/);
  });

  test.each([
    ['a field more', { type: 'bye', table, more: 1 }],
    ['a field less', { type: 'receipt', table }],
    ['an unknown type', { type: 'shutdown', table }],
    ['a table of another length', { type: 'bye', table: device }],
    ['a negative count', { type: 'askRecords', table, fromHand: -1 }],
    ['a name of 10,000 characters', { ...EXAMPLES[3], opener: 'x'.repeat(10_000) }],
    ['a name of control characters', { ...EXAMPLES[3], opener: 'A\u0007\u202e' }],
    ['an empty line of chat', { type: 'chat', table, number: 1, words: '   ' }],
    ['a long line of chat', { type: 'chat', table, number: 1, words: 'x'.repeat(LIMITS.chatLength + 1) }],
    [
      'too many receipts',
      {
        type: 'commit',
        table,
        hand: 1,
        certificate: { seq: 1, entry: id, term: 1, receipts: Array(33).fill(word) },
      },
    ],
    ['a signed word of 2 KB', { type: 'receipt', table, receipt: new Uint8Array(2_048) }],
  ])('%s is refused', (_, value) => {
    expect(() => readMessage(toBytes(value as never))).toThrow(NotAMessage);
  });
});

describe('versions', () => {
  test('that meet talk', () => {
    expect(versionProblem({ version: PROTOCOL_VERSION, oldest: PROTOCOL_VERSION })).toBeNull();
    expect(versionProblem({ version: PROTOCOL_VERSION + 5, oldest: 1 })).toBeNull();
  });
  test('that do not meet say please update, on the side that must', () => {
    expect(versionProblem({ version: 9, oldest: PROTOCOL_VERSION + 1 })).toBe(UPDATE_THIS);
    expect(versionProblem({ version: 0, oldest: 0 })).toBe(UPDATE_THEM);
  });
});
