import * as Automerge from '@automerge/automerge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lengthBytes } from '../disk/chunks.ts';
import { HandDocument } from '../handDocument.ts';
import { type ChangePlace, changeOf } from './entryChange.ts';
import { HostilePeer } from './hostilePeer.ts';
import { BLOOM, SYNC_HASHES_MAX } from './limits.ts';
import { readSync, writeSync } from './syncMessage.ts';
import { compressed, documentOf, runOf } from './testing/forge.ts';

const FIELDS = { table: new Uint8Array(16).fill(1), hand: 3, program: 1, checkpoint: new Uint8Array(200) };
const BARE = { heads: [], need: [], have: [], changes: [] };
const HASH = 'ab'.repeat(32);

/** A document with entries one after the other, whatever they are. */
function documentWith(count: number): HandDocument {
  const document = HandDocument.create(FIELDS);
  let place: ChangePlace = document.root;
  for (let at = 0; at < count; at++) {
    const change = changeOf(new Uint8Array(150).fill(at), place, document.root);
    document.add([change.chunk]);
    place = change.place;
  }
  return document;
}

/** All messages that two devices of stock Automerge exchange until both have all. */
function exchanged(): Uint8Array[] {
  const docs = [documentWith(40).save(), documentWith(7).save()].map((bytes) => Automerge.load(bytes));
  const states = docs.map(() => Automerge.initSyncState());
  const messages: Uint8Array[] = [];
  for (let turn = 0, silent = 0; silent < 2; turn++) {
    const [from, to] = [turn % 2, (turn + 1) % 2] as [0 | 1, 0 | 1];
    const [state, message] = Automerge.generateSyncMessage(
      docs[from] as Automerge.Doc<unknown>,
      states[from] as Automerge.SyncState,
    );
    states[from] = state;
    silent = message ? 0 : silent + 1;
    if (!message) continue;
    const { heads, need, have, changes } = Automerge.decodeSyncMessage(message);
    const bytes = writeSync({ heads, need, have, changes });
    messages.push(bytes);
    const [doc, next] = Automerge.receiveSyncMessage(
      docs[to] as Automerge.Doc<unknown>,
      states[to] as Automerge.SyncState,
      bytes,
    );
    docs[to] = doc;
    states[to] = next;
  }
  return messages;
}

const bloomOf = (entries: number, bitsPerEntry: number, probes: number, sizeBytes: number) =>
  Uint8Array.from(
    Buffer.concat([
      lengthBytes(entries),
      lengthBytes(bitsPerEntry),
      lengthBytes(probes),
      new Uint8Array(sizeBytes),
    ]),
  );

describe('a sync message', () => {
  test('that stock Automerge makes is read, and written again it means the same', () => {
    const messages = exchanged();
    expect(messages.length).toBeGreaterThan(2);
    for (const message of messages) {
      const { heads, need, have, contents } = readSync(message);
      const stock = Automerge.decodeSyncMessage(message);
      expect({ heads, need, have }).toEqual({ heads: stock.heads, need: stock.need, have: stock.have });
      expect(contents).toHaveLength(stock.changes.length);
    }
  });

  // Each guards a bound in syncMessage.ts: without it Automerge would see the list or the filter.
  test.each<[string, Uint8Array]>([
    ['too many heads', writeSync({ ...BARE, heads: Array(SYNC_HASHES_MAX + 1).fill(HASH) })],
    ['too many that it needs', writeSync({ ...BARE, need: Array(SYNC_HASHES_MAX + 1).fill(HASH) })],
    [
      'too many that it has',
      writeSync({ ...BARE, have: Array(5).fill({ lastSync: [], bloom: new Uint8Array() }) }),
    ],
    [
      'a filter of billions of probes',
      writeSync({ ...BARE, have: [{ lastSync: [], bloom: bloomOf(1, 10, 2 ** 32 - 1, 2) }] }),
    ],
    [
      'a filter with other bits',
      writeSync({ ...BARE, have: [{ lastSync: [], bloom: bloomOf(1, 2 ** 31, BLOOM.probes, 2) }] }),
    ],
    [
      'a filter shorter than it says',
      writeSync({ ...BARE, have: [{ lastSync: [], bloom: bloomOf(100, 10, 7, 2) }] }),
    ],
    [
      'a filter for more than a hand',
      writeSync({ ...BARE, have: [{ lastSync: [], bloom: bloomOf(10_000, 10, 7, 12_500) }] }),
    ],
    ['a whole document', writeSync({ ...BARE, changes: [documentWith(3).save()] })],
    [
      'a document of millions of operations',
      writeSync({ ...BARE, changes: [documentOf([{ specification: 1, data: runOf(50_000_000, 1) }], [])] }),
    ],
    ['the second version of the protocol', Uint8Array.of(0x43, 0, 0, 0, 0)],
    ['a count without an end', Uint8Array.of(0x42, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f)],
  ])('with %s is refused', (_what, message) => {
    expect(() => readSync(message)).toThrow(HostilePeer);
  });

  test('whose changes unpack to more than a hand can be is refused before they are unpacked', () => {
    const { root } = HandDocument.create(FIELDS);
    const bomb = compressed(changeOf(new Uint8Array(50_000_000), root, root).chunk);
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => readSync(writeSync({ ...BARE, changes: [bomb] }))).toThrow('unpack to more');
  });

  test('harmed in any way, or made of noise, is read or refused, and nothing else is thrown', () => {
    const sound = exchanged();
    const harm = fc.record({
      which: fc.nat(),
      bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      cut: fc.option(fc.nat()),
      twice: fc.boolean(),
    });
    const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.of(0x42, ...bytes));
    const harmed = harm.map(({ which, bytes, cut, twice }) => {
      const one = Uint8Array.from(sound[which % sound.length] as Uint8Array);
      for (const [at, byte] of bytes) one[at % one.length] = byte;
      const short = cut === null ? one : one.subarray(0, cut % one.length);
      return twice ? Uint8Array.from(Buffer.concat([short, short])) : short;
    });
    fc.assert(
      fc.property(fc.oneof(noise, harmed), (message) => {
        try {
          readSync(message);
        } catch (error) {
          expect(error).toBeInstanceOf(HostilePeer);
        }
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
