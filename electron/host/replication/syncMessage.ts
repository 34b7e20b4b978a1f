import { LIMITS } from '../../../shared/protocol.ts';
import { lengthBytes } from '../disk/chunks.ts';
import { ByteReader } from './byteReader.ts';
import { readChanges } from './chunkBounds.ts';
import { HostilePeer } from './hostilePeer.ts';
import { BLOOM, SYNC_HASHES_MAX, SYNC_HAVES_MAX } from './limits.ts';

/*
 * A message of Automerge's sync protocol, first version: type, heads, needed changes, what the sender has (the changes
 * both have had, and a Bloom filter of those since), changes. The second version differs in that it sends a whole document
 * as one chunk; it is neither offered nor taken. Every list and filter is bounded here, before Automerge sees it: a filter
 * of a few bytes may otherwise ask for billions of probes for each change.
 */

export interface SyncMessage {
  /** Hex, as all hashes here. */
  readonly heads: readonly string[];
  readonly need: readonly string[];
  readonly have: readonly { readonly lastSync: readonly string[]; readonly bloom: Uint8Array }[];
  /** The chunks of changes. */
  readonly changes: readonly Uint8Array[];
}

/** A peer's message, its changes unpacked. */
export interface ReceivedSync extends Omit<SyncMessage, 'changes'> {
  readonly contents: readonly Uint8Array[];
}

const VERSION_1 = 0x42;
const HASH_BYTES = 32;

/** Reads a peer's message. @throws HostilePeer, and nothing else */
export function readSync(message: Uint8Array): ReceivedSync {
  if (message[0] !== VERSION_1) throw new HostilePeer('A peer sent a sync message that is none.');
  const reader = new ByteReader(message, 1);
  const heads = hashes(reader);
  const need = hashes(reader);
  const have = Array.from({ length: count(reader, SYNC_HAVES_MAX) }, () => ({
    lastSync: hashes(reader),
    bloom: bloom(reader.bytes(reader.number())),
  }));
  const contents: Uint8Array[] = [];
  let leftBytes: number = LIMITS.documentBytes;
  for (let changes = reader.count(); changes > 0; changes--) {
    for (const content of readChanges(reader.bytes(reader.number()), leftBytes)) {
      contents.push(content);
      leftBytes -= content.length;
    }
  }
  return { heads, need, have, contents };
}

/** A message's bytes. It offers no second version of the protocol: nothing follows the changes. */
export function writeSync({ heads, need, have, changes }: SyncMessage): Uint8Array {
  const list = (of: readonly string[]) => [
    lengthBytes(of.length),
    ...of.map((hash) => Buffer.from(hash, 'hex')),
  ];
  const prefixed = (bytes: Uint8Array) => [lengthBytes(bytes.length), bytes];
  return Uint8Array.from(
    Buffer.concat([
      Uint8Array.of(VERSION_1),
      ...list(heads),
      ...list(need),
      lengthBytes(have.length),
      ...have.flatMap((one) => [...list(one.lastSync), ...prefixed(one.bloom)]),
      lengthBytes(changes.length),
      ...changes.flatMap(prefixed),
    ]),
  );
}

function hashes(reader: ByteReader): string[] {
  return Array.from({ length: count(reader, SYNC_HASHES_MAX) }, () =>
    Buffer.from(reader.bytes(HASH_BYTES)).toString('hex'),
  );
}

function count(reader: ByteReader, most: number): number {
  const length = reader.number();
  if (length > most)
    throw new HostilePeer('A peer sent a sync message that names more than a hand can hold.');
  return length;
}

/** An empty filter, or one of the shape that Automerge makes. */
function bloom(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return bytes;
  const reader = new ByteReader(bytes);
  const [entries, bitsPerEntry, probes] = [reader.number(), reader.number(), reader.number()];
  const isOurs =
    entries <= BLOOM.entriesMax &&
    bitsPerEntry === BLOOM.bitsPerEntry &&
    probes === BLOOM.probes &&
    reader.rest().length === Math.ceil((entries * bitsPerEntry) / 8);
  if (!isOurs) throw new HostilePeer('A peer sent a filter that no device makes.');
  return bytes;
}
