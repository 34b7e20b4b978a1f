import * as Automerge from '@automerge/automerge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readChanges } from './chunkBounds.ts';
import { type ChangePlace, changeOf, readEntryChange } from './entryChange.ts';
import { HostilePeer } from './hostilePeer.ts';

type Doc = { a: number; b: number; entries: Uint8Array[] };
const ROOT_ACTOR = '55'.repeat(32);
const root = Automerge.change(Automerge.init<Doc>({ actor: ROOT_ACTOR }), { time: 0 }, (doc) => {
  Object.assign(doc, { a: 1, b: 2, entries: [] });
});
const ROOT: ChangePlace = { hash: Automerge.getHeads(root)[0] as string, actor: ROOT_ACTOR, op: 3 };
const bytesOf = (length: number, value: number) => new Uint8Array(length).fill(value);
const contentOf = (chunk: Uint8Array) => readChanges(chunk, 1_000_000)[0] as Uint8Array;

describe("an entry's change", () => {
  test('is the one that Automerge would write, to the byte, wherever it branches off', () => {
    const entry = fc.record({
      length: fc.integer({ min: 0, max: 17_000 }),
      value: fc.nat(255),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 12 }), (entries) => {
        const branches = [{ doc: root, place: ROOT }];
        let all = Automerge.clone(root);
        for (const { length, value, at } of entries) {
          const { doc, place } = branches[at % branches.length] as (typeof branches)[0];
          const bytes = bytesOf(length, value);
          const change = changeOf(bytes, place, ROOT);
          const writer = Automerge.clone(doc, { actor: change.place.actor });
          const next = Automerge.change(writer, { time: 0 }, (draft) => void draft.entries.push(bytes));
          expect(Automerge.getHeads(next)).toEqual([change.place.hash]);
          const own = Automerge.getLastLocalChange(next) as Uint8Array;
          expect(Buffer.compare(contentOf(own), contentOf(change.chunk))).toBe(0);
          branches.push({ doc: next, place: change.place });
          [all] = Automerge.applyChanges(all, [change.chunk]);
        }
        expect(Automerge.load<Doc>(Automerge.save(all)).entries).toHaveLength(all.entries.length);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('differs with the entry and with the change before it: nobody can take its place in advance', () => {
    const one = changeOf(bytesOf(9, 1), ROOT, ROOT).place;
    const places = [
      one,
      changeOf(bytesOf(9, 2), ROOT, ROOT).place,
      changeOf(bytesOf(9, 1), one, ROOT).place,
      changeOf(bytesOf(9, 1), { ...one, hash: 'ab'.repeat(32) }, ROOT).place,
    ];
    expect(new Set(places.map(({ actor }) => actor)).size).toBe(places.length);
    expect(changeOf(bytesOf(9, 1), ROOT, ROOT).place).toEqual(one);
  });

  test('is read as what it says: parent, actor, entry, and its hash by all its bytes', () => {
    const { chunk, place } = changeOf(bytesOf(200, 7), ROOT, ROOT);
    const read = readEntryChange(contentOf(chunk));
    expect({ ...read, entry: Uint8Array.from(read.entry) }).toEqual({
      hash: place.hash,
      parent: ROOT.hash,
      actor: place.actor,
      entry: bytesOf(200, 7),
    });
  });

  test('any bytes at all are read or refused, and nothing else is thrown', () => {
    const sound = contentOf(changeOf(bytesOf(60, 7), ROOT, ROOT).chunk);
    const harmed = fc
      .tuple(fc.nat(sound.length - 1), fc.nat(255))
      .map(([at, byte]) => Uint8Array.from(sound).fill(byte, at, at + 1));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), harmed), (content) => {
        try {
          readEntryChange(content);
        } catch (error) {
          expect(error).toBeInstanceOf(HostilePeer);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
