/** For tests: the file of a hand as Automerge writes it, with one chunk of every type. */
import { deflateRawSync } from 'node:zlib';
import * as Automerge from '@automerge/automerge';
import { CHUNK_TYPES, lengthBytes } from '../chunks.ts';

type HandDocument = { hand: number; entries: Uint8Array[] };

const ENTRY_SIZES_BYTES = [60, 90, 7, 130, 64];
const ACTOR = '00112233445566778899aabbccddeeff';

/** The first save, then a change for each entry: two of them compressed, the last one in a bundle. */
export function recordHand(): { chunks: Uint8Array[]; heads: string[] } {
  let document = Automerge.from<HandDocument>({ hand: 42, entries: [] }, { actor: ACTOR });
  const chunks = [Automerge.save(document)];
  ENTRY_SIZES_BYTES.forEach((sizeBytes, i) => {
    document = Automerge.change(document, { time: 0 }, (draft) => {
      draft.entries.push(new Uint8Array(sizeBytes).fill(i + 1));
    });
    const change = Automerge.saveIncremental(document);
    chunks.push(i % 2 === 1 ? compress(change) : change);
  });
  const heads = Automerge.getHeads(document);
  document = Automerge.change(document, { time: 0 }, (draft) => {
    draft.entries.push(Uint8Array.of(9));
  });
  chunks.push(
    Automerge.saveBundle(
      document,
      Automerge.getChangesMetaSince(document, heads).map(({ hash }) => hash),
    ),
  );
  return { chunks, heads: Automerge.getHeads(document) };
}

/** A change chunk in its compressed form, which Automerge reads but does not write here. */
function compress(change: Uint8Array): Uint8Array {
  // These changes are shorter than 2^14 bytes: their length takes one byte or two.
  const headerSizeBytes = (change[9] ?? 0) < 0x80 ? 10 : 11;
  const compressed = deflateRawSync(change.subarray(headerSizeBytes));
  return Buffer.concat([
    change.subarray(0, 8),
    Uint8Array.of(CHUNK_TYPES.compressedChange, ...lengthBytes(compressed.length)),
    compressed,
  ]);
}
