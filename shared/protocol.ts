/**
 * Every message between two devices, and every limit on them. One Noise-encrypted link joins two devices, whatever
 * tables they share; a frame on it is the canonical CBOR of one of these messages. The link's other end is
 * authenticated: its Noise key is its device key.
 *
 *  N1  Nothing that is no message gets past `readMessage`, and nothing makes it throw but NotAMessage. protocol.test
 *  N2  A frame is refused by its length alone before it is read.                             protocol.test "too long"
 *  N3  Versions that do not meet are told in words, not guessed at.                          protocol.test "please update"
 */
import { z } from 'zod';
import { ENTRY_BYTES_MAX } from './process/entry.ts';
import { HASH_BYTES } from './process/hash.ts';
import { INPUT_BYTES_MAX, TABLE_ID_BYTES } from './process/input.ts';
import { fromBytes, type Plain, toBytes } from './process/plain.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from './process/ports.ts';

/** The version this app speaks, and the oldest that it still understands. */
export const PROTOCOL_VERSION = 1;
export const PROTOCOL_VERSION_OLDEST = 1;

export const LIMITS = {
  /** The largest frame: a hand's whole document in one message. */
  frameBytes: 2_097_152,
  /** A hand's whole document, once it is unpacked. */
  documentBytes: 8_388_608,
  /** What a peer may send, on average and at once, before its link is closed. */
  framesPerSecond: 2_000,
  framesBurst: 4_000,
  bytesPerSecond: 2_097_152,
  bytesBurst: 8_388_608,
  /** What may wait to be sent on one link; a peer that reads slower than this loses it. */
  queueBytes: 16_777_216,
  /** Links of one device, and strangers among them who have proven no invite. */
  links: 64,
  strangers: 8,
  /** A stranger has this long to prove an invite. */
  strangerMs: 20_000,
  /** Inputs of one device that wait for the host. */
  inputsWaiting: 32,
  receiptsInCertificate: 32,
  consents: 32,
  /** History records in one answer to somebody who comes back. */
  recordsInPage: 32,
  recordBytes: 262_144,
  chatLength: 280,
  chatLinesKept: 200,
  /** Lines and emotes that are heard of one device, on average and at once. */
  chatPerSecond: 1,
  chatBurst: 8,
  nameLength: 24,
  charterBytes: 65_536,
  seats: 10,
  members: 64,
  /** A term further ahead of ours than this is no honest one. */
  termAhead: 1_000_000,
} as const;

/** How long things take before something is done about it, in ms. */
export const TIMINGS = {
  heartbeatMs: 200,
  /** An election begins after a random time between these without word from the host. */
  electionMinMs: 700,
  electionMaxMs: 1_400,
  /** A host without a majority's receipts for so long gives its term up (DESIGN.md 5.6). */
  hostSilentMs: 2_000,
  /** How long a clean quit waits for its hand-over (DESIGN.md 5.9). */
  quitMs: 3_000,
  /** Consents are asked for again after this. */
  consentMs: 500,
  /** A voter that is away for so long is taken off the voters, where the rest can do without. */
  absenceMs: 600_000,
} as const;

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const bytes = (length: number) => z.custom<Uint8Array>((value) => isBytes(value) && value.length === length);
const bytesUpTo = (length: number) =>
  z.custom<Uint8Array>((value) => isBytes(value) && value.length <= length);
const count = z.int().min(0);
const table = bytes(TABLE_ID_BYTES);
const device = bytes(PUBLIC_KEY_BYTES);
const id = bytes(HASH_BYTES);
/** A signed message of a few hundred bytes: a vote, a receipt, a consent. */
const signedWord = bytesUpTo(1_024);
const line = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}{}]+$/u)
    .regex(/\S/);

/** A commit: a majority's receipts for one entry. It commits all before it. */
export const certificateSchema = z.strictObject({
  seq: count,
  /** The entry's id. */
  entry: id,
  term: count,
  receipts: z.array(signedWord).max(LIMITS.receiptsInCertificate),
});
export type CertificateMessage = z.infer<typeof certificateSchema>;

export const roleSchema = z.enum(['player', 'spectator', 'witness']);
export type Role = z.infer<typeof roleSchema>;

/** What a host asks its voters to agree to: an input's body without the consents. */
const consentBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('TIMEOUT') }),
  z.strictObject({
    kind: z.literal('RESTART'),
    number: count,
    attempt: count,
    /** Hex of the devices' keys. */
    convicted: z
      .array(z.string().regex(/^[0-9a-f]{64}$/))
      .min(1)
      .max(LIMITS.seats),
  }),
]);

const messageSchema = z.discriminatedUnion('type', [
  // The link.
  z.strictObject({
    type: z.literal('hello'),
    version: count,
    oldest: count,
    /** The sender's start: rises with every start of its device. */
    boot: count,
  }),

  // The door: a device that the table does not know yet.
  z.strictObject({
    type: z.literal('knock'),
    table,
    /** The invite's public key, and its signature over this link's handshake and the knocker's key. */
    invite: bytes(PUBLIC_KEY_BYTES),
    proof: bytes(SIGNATURE_BYTES),
  }),
  /** What stands on the door: whose table it is. Enough to decide whether to go in. */
  z.strictObject({
    type: z.literal('door'),
    table,
    /** Its hash is the table's id. */
    charter: bytesUpTo(LIMITS.charterBytes),
    opener: line(LIMITS.nameLength),
    smallBlind: count,
    bigBlind: count,
    minBuyIn: count,
    maxBuyIn: count,
    seats: z
      .array(z.strictObject({ seat: count, name: line(LIMITS.nameLength).nullable(), stack: count }))
      .max(LIMITS.seats),
    admission: z.enum(['ask', 'auto']),
    /** The members' devices: whom to connect to. */
    members: z.array(device).max(LIMITS.members),
    /** The highest input number that the table has taken from the knocker. */
    taken: count,
  }),
  z.strictObject({
    type: z.literal('closed'),
    table,
    reason: z.enum(['unknown', 'revoked', 'excluded', 'refused', 'full']),
  }),

  // The table, between its members.
  /** What the sender holds; said when a link opens and whenever the hand or the term changes. */
  z.strictObject({
    type: z.literal('status'),
    table,
    hand: count,
    seq: count,
    entry: id,
    term: count,
    committed: count,
    /** The highest that the sender holds signed by the receiver (DESIGN.md 4.7). */
    yours: z.strictObject({ term: count, seq: count }),
    /** The newest program that the sender's app plays. */
    program: count,
    /** The sender cannot know how it voted (a restored backup): it asks the host to let it vote again. */
    readmit: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('sync'),
    table,
    hand: count,
    message: bytesUpTo(LIMITS.frameBytes - 256),
  }),
  z.strictObject({ type: z.literal('receipt'), table, receipt: signedWord }),
  z.strictObject({ type: z.literal('commit'), table, hand: count, certificate: certificateSchema }),
  z.strictObject({
    type: z.literal('beat'),
    table,
    term: count,
    seq: count,
    committed: count,
    timeMs: count,
    /** On how many members' disks everything committed is. */
    saved: count,
  }),
  z.strictObject({ type: z.literal('beatReply'), table, term: count, seq: count }),
  z.strictObject({ type: z.literal('askPreVote'), table, term: count, lastTerm: count, lastSeq: count }),
  z.strictObject({
    type: z.literal('preVote'),
    table,
    term: count,
    granted: z.boolean(),
    currentTerm: count,
  }),
  z.strictObject({
    type: z.literal('askVote'),
    table,
    term: count,
    lastTerm: count,
    lastSeq: count,
    /** The host itself asked the candidate to stand: nobody waits for its silence first. */
    handOver: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('vote'),
    table,
    term: count,
    vote: signedWord.nullable(),
    currentTerm: count,
  }),
  /** The host asks the receiver to stand for the next term at once. */
  z.strictObject({ type: z.literal('standNow'), table, term: count }),
  z.strictObject({ type: z.literal('input'), table, input: bytesUpTo(INPUT_BYTES_MAX) }),
  z.strictObject({
    type: z.literal('refused'),
    table,
    device,
    number: count,
    words: z.string().max(512),
  }),
  z.strictObject({ type: z.literal('askConsent'), table, term: count, after: id, body: consentBody }),
  z.strictObject({ type: z.literal('consent'), table, consent: signedWord }),
  /** The sender goes: not a crash. */
  z.strictObject({ type: z.literal('bye'), table }),

  // Coming back.
  z.strictObject({ type: z.literal('askRecords'), table, fromHand: count }),
  z.strictObject({
    type: z.literal('records'),
    table,
    fromHand: count,
    records: z.array(bytesUpTo(LIMITS.recordBytes)).max(LIMITS.recordsInPage),
    /** The sender's open hand; the receiver has all before it once `fromHand` and the records reach it. */
    openHand: count,
  }),
  z.strictObject({ type: z.literal('askDocument'), table, hand: count }),
  z.strictObject({
    type: z.literal('document'),
    table,
    hand: count,
    document: bytesUpTo(LIMITS.frameBytes - 256),
  }),

  /** The sender carries on at a new table without those who are missing (DESIGN.md 5.10). */
  z.strictObject({ type: z.literal('moved'), table, charter: bytesUpTo(LIMITS.charterBytes) }),

  // Beside the table.
  z.strictObject({ type: z.literal('chat'), table, number: count, words: line(LIMITS.chatLength) }),
  z.strictObject({
    type: z.literal('emote'),
    table,
    emote: z.enum(['nice-hand', 'thank-you', 'good-luck', 'laugh', 'wow', 'sigh', 'hurry', 'cheers']),
  }),
  /** Two signatures by one key that cannot both be honest. */
  z.strictObject({
    type: z.literal('proof'),
    table,
    first: bytesUpTo(ENTRY_BYTES_MAX),
    second: bytesUpTo(ENTRY_BYTES_MAX),
  }),
]);

export type Message = z.infer<typeof messageSchema>;
export type MessageOf<T extends Message['type']> = Extract<Message, { type: T }>;
export type Emote = MessageOf<'emote'>['emote'];

/** Bytes that are no message of this protocol; `message` says why. */
export class NotAMessage extends Error {
  override name = 'NotAMessage';
}

export function messageBytes(message: Message): Uint8Array {
  return toBytes(message as unknown as Plain);
}

/** Reads one frame. @throws NotAMessage, and nothing else, whatever the bytes are. */
export function readMessage(frame: Uint8Array): Message {
  if (frame.length > LIMITS.frameBytes) throw new NotAMessage(`a frame of ${frame.length} bytes`);
  let value: Plain;
  try {
    value = fromBytes(frame);
  } catch (error) {
    throw new NotAMessage(`no canonical bytes (${(error as Error).message})`);
  }
  const message = messageSchema.safeParse(value);
  if (!message.success) throw new NotAMessage('no message that this version knows');
  return message.data;
}

export const UPDATE_THIS = 'Your friends play a newer Evertable. Please update yours to join them.';
export const UPDATE_THEM = 'That device plays an older Evertable. It must be updated before it can join.';

/** Why two versions cannot talk, as a sentence for the person at this device; null: they can. */
export function versionProblem({
  version,
  oldest,
}: Pick<MessageOf<'hello'>, 'version' | 'oldest'>): string | null {
  if (oldest > PROTOCOL_VERSION) return UPDATE_THIS;
  return version < PROTOCOL_VERSION_OLDEST ? UPDATE_THEM : null;
}
