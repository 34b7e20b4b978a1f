import { deflateRawSync } from 'node:zlib';
import * as Automerge from '@automerge/automerge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signEntry } from '../../../shared/process/entry.ts';
import { simulatedSigner, simulatedVerify } from '../../../shared/sim/keys.ts';
import { HandDocument, SyncSession } from '../handDocument.ts';
import { checkUnpackedSize } from './chunkBounds.ts';
import { HostilePeer } from './hostilePeer.ts';
import { type InspectOptions, inspectSync } from './inspect.ts';

const TABLE = new Uint8Array(16).fill(1);
const host = simulatedSigner('host');
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
  const hashes = document.changeHashes();
  return {
    document,
    options: {
      ...{ table: TABLE, hand: 3, verify: simulatedVerify, root: hashes[0] ?? '', entries: 0 },
      isKnown: (hash) => hashes.includes(hash),
    },
  };
}

/** A peer's document after `change`, and the message in which it sends what we lack. */
function messageAfter(change: (draft: Record<string, unknown>) => void): Uint8Array {
  const root = Automerge.load<Record<string, unknown>>(HandDocument.create(FIELDS, WRITER).save());
  return messageOf(Automerge.change(root, change));
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
    expect(inspected.entries.map((one) => one.bytes)).toEqual(bytes);
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
    const pushed = Automerge.change(root, (draft) => void draft.entries.push(entryBytes()));
    const taken = Automerge.change(pushed, (draft) => void draft.entries.splice(0, 1));
    expect(() => inspectSync(messageOf(taken), ours().options)).toThrow(HostilePeer);
  });

  test('a hand that begins otherwise closes the link', () => {
    const other = HandDocument.create({ ...FIELDS, checkpoint: new Uint8Array(200).fill(6) }, WRITER);
    // As it is sent to somebody who has nothing.
    const [, asked] = Automerge.generateSyncMessage(Automerge.init(), Automerge.initSyncState());
    const [theirs, state] = Automerge.receiveSyncMessage(
      Automerge.load(other.save()),
      Automerge.initSyncState(),
      asked as Uint8Array,
    );
    const [, message] = Automerge.generateSyncMessage(theirs, state);
    expect(() => inspectSync(message as Uint8Array, ours().options)).toThrow(HostilePeer);
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

describe('a chunk that is small only on the wire', () => {
  const LIMIT_BYTES = 1_000_000;
  const bomb = deflateRawSync(new Uint8Array(50_000_000));

  const chunkOf = (type: number, contents: Uint8Array) =>
    Buffer.concat([Buffer.from([0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, type]), leb(contents.length), contents]);

  test('a change that unpacks to 50 MB is not unpacked', () => {
    expect(bomb.length).toBeLessThan(60_000);
    expect(() => checkUnpackedSize(chunkOf(2, bomb), LIMIT_BYTES)).toThrow(/unpacks to more/);
  });

  test('a document with such a column is not unpacked', () => {
    // No actors, no heads, one deflated change column, no op columns.
    const contents = Buffer.concat([leb(0), leb(0), leb(1), leb(0x18), leb(bomb.length), leb(0), bomb]);
    expect(() => checkUnpackedSize(chunkOf(0, contents), LIMIT_BYTES)).toThrow(/unpacks to more/);
  });

  test.each([
    ['a false length', chunkOf(1, new Uint8Array(5)).subarray(0, 12)],
    [
      'a length without an end',
      Buffer.from([0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255]),
    ],
    ['more columns than bytes', chunkOf(0, Buffer.concat([leb(0), leb(0), leb(1_000_000)]))],
    ['something that is not deflated', chunkOf(2, new Uint8Array(40).fill(255))],
  ])('%s is refused', (_, chunk) => {
    expect(() => checkUnpackedSize(chunk, LIMIT_BYTES)).toThrow(HostilePeer);
  });
});

function leb(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}
