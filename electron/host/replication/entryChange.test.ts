import * as Automerge from '@automerge/automerge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeRuns } from './columns.ts';
import { readEntryChange } from './entryChange.ts';
import { HostilePeer } from './hostilePeer.ts';
import { contentOf, forged, partsOfChange, runOf } from './testing/forge.ts';

type Doc = { a: number; b: number; entries: Uint8Array[] };
const actor = (byte: number) => byte.toString(16).padStart(2, '0').repeat(32);
const ROOT = actor(0x55);
const LIST = { rootActor: ROOT, listOp: 3 };
const root = Automerge.change(Automerge.init<Doc>({ actor: ROOT }), { time: 0 }, (doc) => {
  Object.assign(doc, { a: 1, b: 2, entries: [] });
});
const read = (chunk: Uint8Array) => readEntryChange(contentOf(chunk), LIST, 100);

function pushed(doc: Automerge.Doc<Doc>, entries: readonly Uint8Array[]) {
  const next = Automerge.change(doc, { time: 0 }, (draft) => {
    draft.entries.push(...entries);
  });
  return { next, chunk: Automerge.getLastLocalChange(next) as Uint8Array };
}

describe('a change that adds entries', () => {
  test('is read, and written again to the byte, whatever Automerge made of branches, writers and sizes', () => {
    const size = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 600 }));
    const step = fc.record({
      sizes: fc.array(size, { minLength: 1, maxLength: 9 }),
      writer: fc.integer({ min: 1, max: 250 }),
      mergesWith: fc.option(fc.nat()),
      from: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const docs = [root];
        const writers = new Set([0x55]);
        for (const { sizes, writer, mergesWith, from } of steps) {
          // A writer never writes on two branches.
          if (writers.has(writer)) continue;
          writers.add(writer);
          let doc = Automerge.clone(docs[from % docs.length] as Automerge.Doc<Doc>, { actor: actor(writer) });
          if (mergesWith !== null) {
            doc = Automerge.merge(doc, Automerge.clone(docs[mergesWith % docs.length] as Automerge.Doc<Doc>));
          }
          for (const part of [sizes, sizes.slice(1)]) {
            const entries = part.map((length) => new Uint8Array(length).fill(writer));
            if (entries.length === 0) continue;
            const { next, chunk } = pushed(doc, entries);
            doc = next;
            const change = read(chunk);
            const { hash, deps, seq, startOp } = Automerge.decodeChange(chunk);
            expect(deps).toEqual(deps.toSorted());
            expect({ ...change, entries: change.entries.map((entry) => Uint8Array.from(entry)) }).toEqual({
              ...{ hash, deps, seq, startOp, actor: actor(writer), entries },
              after: change.after,
            });
          }
          docs.push(doc);
        }
      }),
      { numRuns: 40 },
    );
  });

  const { next, chunk } = pushed(Automerge.clone(root, { actor: actor(0x66) }), [
    Uint8Array.of(1),
    Uint8Array.of(2, 3),
  ]);
  const parts = partsOfChange(chunk);
  const withColumn = (specification: number, data: Uint8Array) =>
    forged(chunk, {
      columns: [
        ...parts.columns.filter((column) => column.specification !== specification),
        { specification, data },
      ].sort((a, b) => a.specification - b.specification),
    });

  test.each<[string, () => Uint8Array]>([
    ['a time', () => forged(chunk, { timeS: 1 })],
    ['a message', () => forged(chunk, { message: Buffer.from('hello') })],
    ['bytes behind it', () => forged(chunk, { extra: new Uint8Array(1) })],
    ['no operations', () => forged(chunk, { columns: [] })],
    ['another list', () => withColumn(0x02, runOf(2, 2))],
    ['another object', () => forged(chunk, { others: [actor(0x77)] })],
    ['an actor it does not need', () => forged(chunk, { others: [ROOT, actor(0x77)] })],
    ['a key', () => withColumn(0x15, Uint8Array.of(0x7f, 1, 0x78))],
    ['an overwriting', () => withColumn(0x34, Uint8Array.of(2))],
    ['a deletion', () => withColumn(0x42, runOf(2, 3))],
    ['a list in the list', () => withColumn(0x42, runOf(2, 2))],
    ['a counter', () => withColumn(0x56, encodeRuns([0x18, 0x28], 0x56))],
    ['text', () => withColumn(0x56, encodeRuns([0x16, 0x26], 0x56))],
    ['a number', () => withColumn(0x56, encodeRuns([0x13, 0x23], 0x56))],
    ['nothing', () => withColumn(0x56, encodeRuns([0, 0], 0x56))],
    ['predecessors', () => withColumn(0x70, runOf(2, 1))],
    ['more values than it says', () => withColumn(0x57, new Uint8Array(4))],
    ['fewer values than it says', () => withColumn(0x57, new Uint8Array(2))],
    ['runs that Automerge packs otherwise', () => withColumn(0x42, Uint8Array.of(0x7e, 1, 1))],
    ['a million operations in a few bytes', () => withColumn(0x56, runOf(1_000_000, 7))],
    ['an unknown column', () => withColumn(0x82, Uint8Array.of(0x7f, 1))],
    ['a later element in the middle', () => withColumn(0x13, encodeRuns([0, 9], 0x13))],
  ])('with %s is refused', (_what, forge) => {
    expect(() => read(forge())).toThrow(HostilePeer);
  });

  test('of any bytes at all is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), fc.nat(255), (noise, at, byte) => {
        const harmed = contentOf(chunk).slice();
        harmed[at % harmed.length] = byte;
        for (const bytes of [noise, harmed]) {
          try {
            readEntryChange(bytes, LIST, 100);
          } catch (error) {
            expect(error).toBeInstanceOf(HostilePeer);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('with more entries than are allowed is refused', () => {
    expect(() => readEntryChange(contentOf(chunk), LIST, 1)).toThrow('more entries');
    const { chunk: one } = pushed(next, [Uint8Array.of(1)]);
    expect(read(one).after).toEqual({ counter: 5, actor: actor(0x66) });
  });
});
