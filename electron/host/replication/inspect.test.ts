import { deflateRawSync } from 'node:zlib';
import * as Automerge from '@automerge/automerge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signEntry } from '../../../shared/process/entry.ts';
import { simulatedSigner, simulatedVerify } from '../../../shared/sim/keys.ts';
import { HandDocument, SyncSession } from '../handDocument.ts';
import { readChunks } from './chunkBounds.ts';
import { hashOfChange } from './entryChange.ts';
import { HostilePeer } from './hostilePeer.ts';
import { type InspectOptions, inspectSync } from './inspect.ts';
import { chunkOf, compressed, documentOf, forged, partsOfChange, runOf } from './testing/forge.ts';

const TABLE = new Uint8Array(16).fill(1);
const host = simulatedSigner('host');
const LIMIT_BYTES = 1_000_000;
const WRITER = { device: host.publicKey, term: 1, boot: 1 };
const FIELDS = { table: TABLE, hand: 3, program: 1, checkpoint: new Uint8Array(200).fill(5) };

function entryBytes(over: Partial<Parameters<typeof signEntry>[0]> = {}): Uint8Array {
  const unsigned = {
    ...{ table: TABLE, hand: 3, term: 1, seq: 7, prev: new Uint8Array(32), timeMs: 5 },
    ...{ input: new Uint8Array(100).fill(2), state: new Uint8Array(32), fields: new Uint8Array(4) },
    ...over,
  };
  return signEntry(unsigned, host).bytes;
}

/** What this device has: the hand as everybody begins it. */
function ours(): { readonly document: HandDocument; readonly options: InspectOptions } {
  const document = HandDocument.create(FIELDS, { ...WRITER, boot: 2 });
  const root = hashOfChange(
    readChunks(document.changes()[0] as Uint8Array, LIMIT_BYTES)[0]?.content ?? TABLE,
  );
  return {
    document,
    options: {
      ...{ table: TABLE, hand: 3, verify: simulatedVerify, root, entries: 0 },
      list: document.list,
      isKnown: () => false,
    },
  };
}

/** A peer's document after `change`, and the message in which it sends what we lack. */
function messageAfter(change: (draft: Record<string, unknown>) => void): Uint8Array {
  const root = Automerge.load<Record<string, unknown>>(HandDocument.create(FIELDS, WRITER).save());
  return messageOf(Automerge.change(root, { time: 0 }, change));
}

/** The sync message in which a document sends itself to one that has only the root. */
function messageOf(document: Automerge.Doc<unknown>): Uint8Array {
  const { document: mine } = ours();
  const session = new SyncSession();
  let state = Automerge.initSyncState();
  for (let round = 0; round < 10; round++) {
    const [nextState, message] = Automerge.generateSyncMessage(document, state);
    state = nextState;
    if (message && Automerge.decodeSyncMessage(message).changes.length > 0) return message;
    if (message) mine.receive(session, message);
    const answer = mine.syncMessage(session);
    if (!answer) break;
    [, state] = Automerge.receiveSyncMessage(document, state, answer);
  }
  throw new Error('The document sent nothing.');
}

describe('what a peer sends', () => {
  test('signed entries of this hand are let through', () => {
    const bytes = [entryBytes(), entryBytes({ seq: 8 })];
    const message = messageAfter((draft) => (draft.entries as Uint8Array[]).push(...bytes));
    const inspected = inspectSync(message, ours().options);
    expect(inspected.changes.flatMap((one) => one.pooled).map((one) => one.bytes)).toEqual(bytes);
  });

  // Each guards its line in inspect.ts: without the line the change would be applied.
  test.each<[string, (draft: Record<string, unknown>) => void]>([
    ['another key', (draft) => void Object.assign(draft, { more: 1 })],
    ['an overwritten checkpoint', (draft) => void Object.assign(draft, { checkpoint: new Uint8Array(3) })],
    ['a deleted key', (draft) => void delete draft.program],
    ['an entry that is text', (draft) => (draft.entries as unknown[]).push('hello')],
    ['an entry that is a map', (draft) => (draft.entries as unknown[]).push({ a: 1 })],
    ['an entry that is a number', (draft) => (draft.entries as unknown[]).push(7)],
    ['bytes that nobody signed', (draft) => (draft.entries as unknown[]).push(new Uint8Array(300).fill(9))],
    [
      'an entry of another table',
      (draft) => (draft.entries as unknown[]).push(entryBytes({ table: new Uint8Array(16) })),
    ],
    ['an entry of another hand', (draft) => (draft.entries as unknown[]).push(entryBytes({ hand: 4 }))],
    [
      'a forged entry',
      (draft) => {
        const bytes = entryBytes().slice();
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        (draft.entries as unknown[]).push(bytes);
      },
    ],
    ['a list in place of the entries', (draft) => void Object.assign(draft, { entries: [entryBytes()] })],
    [
      'more entries than a hand has',
      (draft) => (draft.entries as unknown[]).push(...Array(4_200).fill(entryBytes())),
    ],
  ])('%s closes the link', (_, change) => {
    expect(() => inspectSync(messageAfter(change), ours().options)).toThrow(HostilePeer);
  });

  test('an entry that is taken out again closes the link', () => {
    const root = Automerge.load<{ entries: Uint8Array[] }>(HandDocument.create(FIELDS, WRITER).save());
    const pushed = Automerge.change(root, { time: 0 }, (draft) => void draft.entries.push(entryBytes()));
    const taken = Automerge.change(pushed, { time: 0 }, (draft) => void draft.entries.splice(0, 1));
    expect(() => inspectSync(messageOf(taken), ours().options)).toThrow(HostilePeer);
  });

  test('of a hand that begins otherwise nothing is used: one of both is on a branch that will be left', () => {
    const other = HandDocument.create({ ...FIELDS, checkpoint: new Uint8Array(200).fill(6) }, WRITER);
    // As it is sent to somebody who has nothing.
    const [, asked] = Automerge.generateSyncMessage(Automerge.init(), Automerge.initSyncState());
    const [theirs, state] = Automerge.receiveSyncMessage(
      Automerge.load(other.save()),
      Automerge.initSyncState(),
      asked as Uint8Array,
    );
    const [, message] = Automerge.generateSyncMessage(theirs, state);
    expect(inspectSync(message as Uint8Array, ours().options)).toEqual({
      changes: [],
      isOtherBeginning: true,
    });
  });

  test('any bytes at all are refused, and nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => inspectSync(bytes, ours().options)).toThrow(HostilePeer);
      }),
      { numRuns: 60 },
    );
  });
});

/** A message that carries these chunks. */
function messageWith(...changes: Uint8Array[]): Uint8Array {
  return Automerge.encodeSyncMessage({ heads: [], need: [], have: [], changes });
}

/** A sound change with one signed entry. */
function soundChange(): Uint8Array {
  const root = Automerge.load<{ entries: Uint8Array[] }>(HandDocument.create(FIELDS, WRITER).save());
  const next = Automerge.change(root, { time: 0 }, (draft) => void draft.entries.push(entryBytes()));
  return Automerge.getLastLocalChange(next) as Uint8Array;
}

describe('chunks made by hand', () => {
  const inspect = (...chunks: Uint8Array[]) => inspectSync(messageWith(...chunks), ours().options);

  test('sound ones are let through, one behind the other and compressed too, and each once', () => {
    const change = soundChange();
    const both = Buffer.concat([compressed(change), change]);
    expect(inspect(both, change).changes).toHaveLength(1);
  });

  const column = (specification: number, data: Uint8Array) => ({ specification, data });
  test.each<[string, () => Uint8Array, RegExp]>([
    ['a bundle', () => chunkOf(3, new Uint8Array(40)), /no hand is made of/],
    ['a checksum that does not match', () => soundChange().fill(0, 4, 8), /not what it says/],
    ['other magic', () => soundChange().fill(0, 0, 1), /not what it says/],
    ['a false length', () => soundChange().subarray(0, 40), /without an end/],
    ['what is not deflated', () => chunkOf(2, new Uint8Array(40).fill(255)), /cannot be unpacked/],
    [
      'a change deflated from 50 MB',
      () => compressed(forged(soundChange(), { extra: new Uint8Array(50_000_000) })),
      /unpacks to more/,
    ],
    [
      'a document with a column deflated from 50 MB',
      () => documentOf([], [column(0x57 | 8, deflateRawSync(new Uint8Array(50_000_000)))]),
      /unpacks to more/,
    ],
    [
      'a document with a run of 10^9 operations',
      () => documentOf([], [column(0x42, runOf(1_000_000_000, 1))]),
      /unpacks to more/,
    ],
    [
      'a document with 10^9 of nothing',
      () => documentOf([], [column(0x42, Uint8Array.of(0, 0x80, 0x94, 0xeb, 0xdc, 3))]),
      /unpacks to more/,
    ],
    [
      'a document with 10^9 of no',
      () => documentOf([], [column(0x34, Uint8Array.of(0x80, 0x94, 0xeb, 0xdc, 3))]),
      /unpacks to more/,
    ],
    ['more columns than bytes', () => chunkOf(0, Uint8Array.of(0, 0, 0x80, 0x80, 0x40)), /cannot hold/],
    ['a document that is none', () => documentOf([], [column(0x42, runOf(3, 1))]), /cannot be read/],
    [
      'a change with 10^9 entries',
      () => {
        const change = soundChange();
        const columns = partsOfChange(change).columns.map(({ specification, data }) =>
          column(specification, specification === 0x56 ? runOf(1_000_000_000, 7) : data),
        );
        return forged(change, { columns });
      },
      /more entries/,
    ],
  ])('%s is refused before it is unpacked', (_what, forge, words) => {
    const chunk = forge();
    const atMs = performance.now();
    expect(() => inspect(chunk)).toThrow(words);
    // Generous: what is guarded against takes half a minute or all memory.
    expect(performance.now() - atMs).toBeLessThan(5_000);
  });

  test('a sound message with any byte changed is let through or refused, and nothing else is thrown', () => {
    const message = messageWith(soundChange(), HandDocument.create(FIELDS, WRITER).save());
    const { options } = ours();
    fc.assert(
      fc.property(fc.nat(message.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const harmed = isCut ? message.slice(0, at) : message.slice();
        if (!isCut) harmed[at] = byte;
        try {
          inspectSync(harmed, options);
        } catch (error) {
          expect(error).toBeInstanceOf(HostilePeer);
        }
      }),
      { numRuns: 500 },
    );
  });
});
