/** What comes from the network before anybody has signed anything: links, frames, messages, sync messages, beacons. */
import * as Automerge from '@automerge/automerge';
import { fromBytes, sameBytes, toBytes } from '../../../../shared/process/plain.ts';
import {
  LIMITS,
  type Message,
  messageBytes,
  PROTOCOL_VERSION,
  readMessage,
} from '../../../../shared/protocol.ts';
import { HandDocument } from '../../../host/handDocument.ts';
import { changeChunk, readChanges } from '../../../host/replication/chunkBounds.ts';
import { type ChangePlace, changeOf, readEntryChange } from '../../../host/replication/entryChange.ts';
import { readSync, writeSync } from '../../../host/replication/syncMessage.ts';
import { FrameReader, frameOf } from '../../../host/swarm/frames.ts';
import { readBeacon } from '../../../host/swarm/lanBeacon.ts';
import { makeInviteLink, readInviteLink } from '../../../inviteLink.ts';
import { LINK_TEXT_MAX } from '../../../linkLimit.ts';
import { linkAmong } from '../../../links.ts';
import { type FuzzTarget, must } from '../fuzzTarget.ts';

const MEGABYTE = 1024 * 1024;
const table = new Uint8Array(16).fill(1);
const device = new Uint8Array(32).fill(2);
const id = new Uint8Array(32).fill(3);
const word = new Uint8Array(200).fill(4);

const MESSAGES: readonly Message[] = [
  { type: 'hello', version: PROTOCOL_VERSION, oldest: 1, boot: 1_700_000_000_000 },
  { type: 'knock', table, invite: device, proof: new Uint8Array(64) },
  {
    ...{ type: 'door', table, charter: word, opener: 'Ada', smallBlind: 1, bigBlind: 2, minBuyIn: 20 },
    ...{ maxBuyIn: 200, admission: 'ask', members: [device, device], taken: 0 },
    seats: [
      { seat: 0, name: 'Ada', stack: 100 },
      { seat: 1, name: null, stack: 0 },
    ],
  },
  { type: 'closed', table, reason: 'revoked' },
  {
    ...{ type: 'status', table, hand: 3, seq: 70, entry: id, term: 2, committed: 69, program: 1 },
    ...{ yours: { term: 2, seq: 70 }, readmit: false },
  },
  { type: 'sync', table, hand: 3, message: word },
  { type: 'receipt', table, receipt: word },
  { type: 'commit', table, hand: 3, certificate: { seq: 70, entry: id, term: 2, receipts: [word, word] } },
  { type: 'beat', table, term: 1, seq: 2, committed: 2, timeMs: 3, saved: 3 },
  { type: 'vote', table, term: 3, vote: word, currentTerm: 4 },
  { type: 'input', table, input: word },
  { type: 'refused', table, device, number: 3, words: 'No.' },
  {
    ...{ type: 'askConsent', table, term: 1, after: id },
    body: { kind: 'RESTART', number: 1, attempt: 1, convicted: ['ab'.repeat(32)] },
  },
  { type: 'records', table, fromHand: 1, records: [word, word], openHand: 9 },
  { type: 'moved', table, charter: word },
  { type: 'chat', table, number: 1, words: 'Nice one, Bo.' },
  { type: 'emote', table, emote: 'cheers' },
  { type: 'proof', table, first: word, second: word },
];

const INVITES = [null, { host: '192.168.1.20', port: 49_737 }, { host: 'fd00::1', port: 1 }].map((address) =>
  makeInviteLink({ table, secret: new Uint8Array(16).fill(9), address }),
);

export const WIRE_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'invite link',
    shape: 'text',
    samples: () =>
      [...INVITES, `Come in:\n> ${INVITES[1]?.slice(0, 40)}\n> ${INVITES[1]?.slice(40)}\n`].map(utf8),
    read(bytes) {
      const read = readInviteLink(Buffer.from(bytes).toString('utf8'));
      if (read.type === 'refused') return read.words;
      const again = readInviteLink(makeInviteLink(read.link));
      must(again.type === 'ok' && sameBytes(again.link.secret, read.link.secret), 'another link is read');
      return `ok ${read.link.address !== null}`;
    },
    ...{ refusals: [], sizeMaxBytes: LINK_TEXT_MAX, timeMaxMs: 50, memoryMaxBytes: 8 * MEGABYTE },
  },
  {
    name: 'arguments of a start',
    shape: 'text',
    samples: () => INVITES.map((link) => utf8(`--type=x\n${link}`)),
    read: (bytes) => `${linkAmong(Buffer.from(bytes).toString('utf8').split('\n')) === null}`,
    ...{ refusals: [], sizeMaxBytes: 65_536, timeMaxMs: 50, memoryMaxBytes: 8 * MEGABYTE },
  },
  {
    name: 'canonical bytes',
    shape: 'cbor',
    samples: () => [
      toBytes({ a: [1, null, true, 'b', new Uint8Array(3)], bb: { c: -5, d: 2 ** 40 } }),
      toBytes([]),
    ],
    read(bytes) {
      const value = fromBytes(bytes);
      must(sameBytes(toBytes(value), bytes), 'a second spelling is taken');
      return `ok ${Array.isArray(value) ? 'list' : typeof value}`;
    },
    refusals: ['NotCanonical'],
    ...{ sizeMaxBytes: LIMITS.frameBytes, timeMaxMs: 1_500, memoryMaxBytes: 256 * MEGABYTE },
  },
  {
    name: 'message',
    shape: 'cbor',
    samples: () => MESSAGES.map(messageBytes),
    read(bytes) {
      const message = readMessage(bytes);
      must(sameBytes(messageBytes(message), bytes), 'a message is read that was not sent');
      return `ok ${message.type}`;
    },
    refusals: ['NotAMessage'],
    ...{ sizeMaxBytes: LIMITS.frameBytes + 1, timeMaxMs: 2_000, memoryMaxBytes: 384 * MEGABYTE },
  },
  {
    name: 'frames of a stream',
    shape: 'bytes',
    samples: () => [Buffer.concat(MESSAGES.slice(0, 4).map((one) => frameOf(messageBytes(one))))],
    read(bytes) {
      const reader = new FrameReader();
      let [frames, framedBytes] = [0, 0];
      // As it comes in: in pieces of some size, here the first byte's.
      const pieceBytes = 1 + (bytes[0] ?? 0);
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        for (const frame of reader.read(bytes.subarray(at, at + pieceBytes))) {
          frames++;
          framedBytes += frame.length + 4;
        }
      }
      must(framedBytes <= bytes.length, 'more is read than came');
      return `ok ${Math.min(frames, 8)}`;
    },
    refusals: ['FrameTooLong'],
    ...{ sizeMaxBytes: 65_536, timeMaxMs: 500, memoryMaxBytes: 32 * MEGABYTE },
  },
  {
    name: 'sync message',
    shape: 'bytes',
    samples: syncSamples,
    read(bytes) {
      const { heads, need, have, contents } = readSync(bytes);
      for (const content of contents) {
        try {
          readEntryChange(content);
        } catch (error) {
          if ((error as Error).name !== 'HostilePeer') throw error;
        }
      }
      must(
        contents.reduce((sum, { length }) => sum + length, 0) <= LIMITS.documentBytes,
        'too much is unpacked',
      );
      return `ok ${heads.length > 0} ${need.length > 0} ${have.length} ${Math.min(contents.length, 4)}`;
    },
    refusals: ['HostilePeer'],
    ...{ sizeMaxBytes: LIMITS.frameBytes, timeMaxMs: 1_000, memoryMaxBytes: 128 * MEGABYTE },
  },
  {
    name: 'change of a document',
    shape: 'bytes',
    samples: () => documentOf(3).chunks,
    read(bytes) {
      const changes = readChanges(bytes, LIMITS.documentBytes).map(readEntryChange);
      return `ok ${changes.length} ${changes[0]?.parent === null}`;
    },
    refusals: ['HostilePeer'],
    ...{ sizeMaxBytes: LIMITS.frameBytes, timeMaxMs: 1_000, memoryMaxBytes: 128 * MEGABYTE },
  },
  {
    name: 'change of a document, its checksum right',
    shape: 'bytes',
    samples: () => documentOf(3).chunks.flatMap((chunk) => readChanges(chunk, LIMITS.documentBytes)),
    read(bytes) {
      const [content] = readChanges(changeChunk(bytes).chunk, LIMITS.documentBytes);
      must(content !== undefined && sameBytes(content, bytes), 'another content is unpacked');
      return `ok ${readEntryChange(bytes).parent === null}`;
    },
    refusals: ['HostilePeer'],
    ...{ sizeMaxBytes: LIMITS.frameBytes - 64, timeMaxMs: 1_000, memoryMaxBytes: 128 * MEGABYTE },
  },
  {
    name: 'beacon of the local network',
    shape: 'bytes',
    samples: () => [Buffer.concat([utf8('evertable/lan/1 '), Uint8Array.of(0xc2, 0x52)])],
    read: (bytes) => `${readBeacon(bytes, '192.168.1.7') === null}`,
    ...{ refusals: [], sizeMaxBytes: 65_507, timeMaxMs: 50, memoryMaxBytes: MEGABYTE },
  },
];

function documentOf(entries: number): {
  readonly chunks: readonly Uint8Array[];
  readonly document: HandDocument;
} {
  const document = HandDocument.create({ table, hand: 3, program: 1, checkpoint: new Uint8Array(200) });
  let place: ChangePlace = document.root;
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < entries; at++) {
    const change = changeOf(new Uint8Array(150).fill(at), place, document.root);
    document.add([change.chunk]);
    chunks.push(change.chunk);
    place = change.place;
  }
  return { chunks, document };
}

/** What stock Automerge says first, and what is sent with changes. */
function syncSamples(): Uint8Array[] {
  const { chunks, document } = documentOf(5);
  const loaded = Automerge.load<unknown>(document.save());
  const [, message] = Automerge.generateSyncMessage(loaded, Automerge.initSyncState());
  const { heads, need, have } = Automerge.decodeSyncMessage(message as Uint8Array);
  Automerge.free(loaded);
  document.free();
  const bare = { heads, need, have };
  return [writeSync({ ...bare, changes: [] }), writeSync({ ...bare, need: heads, changes: chunks })];
}

function utf8(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'utf8'));
}
