import { describe, expect, test } from 'vitest';
import { signEntry } from '../../../shared/process/entry.ts';
import { simulatedSigner, simulatedVerify } from '../../../shared/sim/keys.ts';
import { readChanges } from './chunkBounds.ts';
import { type ChangePlace, changeOf, readEntryChange } from './entryChange.ts';
import { EntryPool } from './entryPool.ts';
import { HostilePeer } from './hostilePeer.ts';
import { checkChange, entryOf } from './inspect.ts';
import { forged } from './testing/forge.ts';

const TABLE = new Uint8Array(16).fill(1);
const OPTIONS = { table: TABLE, hand: 3, verify: simulatedVerify };
const ROOT: ChangePlace = { hash: '77'.repeat(32), actor: '55'.repeat(32), op: 6 };
const ZERO = new Uint8Array(32);
const OPENING = { seq: 6, id: ZERO, state: ZERO, term: 0, timeMs: 0, host: ZERO };
const host = simulatedSigner('host');

function entryBytes(over: Partial<Parameters<typeof signEntry>[0]> = {}): Uint8Array {
  const unsigned = {
    ...{ table: TABLE, hand: 3, term: 1, seq: 7, prev: ZERO, timeMs: 5 },
    ...{ input: new Uint8Array(100).fill(2), state: ZERO, fields: new Uint8Array(4) },
    ...over,
  };
  return signEntry(unsigned, host).bytes;
}

const changeWith = (entry: Uint8Array) => changeOf(entry, ROOT, ROOT).chunk;
const read = (chunk: Uint8Array) => readEntryChange(readChanges(chunk, 1_000_000)[0] as Uint8Array);

function inspected(chunk: Uint8Array) {
  const change = read(chunk);
  const one = entryOf(change, OPTIONS);
  checkChange(change, one, new EntryPool(OPENING, ROOT));
  return one;
}

describe('a change that a peer sent', () => {
  test('with a signed entry of this hand is let through', () => {
    expect(inspected(changeWith(entryBytes())).bytes).toEqual(entryBytes());
  });

  // Each guards its line in inspect.ts: without the line the change would be played.
  test.each<[string, () => Uint8Array]>([
    ['bytes that nobody signed', () => changeWith(new Uint8Array(300).fill(9))],
    ['an entry of another table', () => changeWith(entryBytes({ table: new Uint8Array(16) }))],
    ['an entry of another hand', () => changeWith(entryBytes({ hand: 4 }))],
    ['an entry that is too long', () => changeWith(new Uint8Array(70_000))],
    ['an entry that follows another one', () => changeWith(entryBytes({ prev: new Uint8Array(32).fill(3) }))],
    [
      'a forged entry',
      () => changeWith(entryBytes().map((byte, at, all) => (at === all.length - 1 ? byte ^ 1 : byte))),
    ],
    ["somebody's own actor", () => forged(changeWith(entryBytes()), { actor: 'cc'.repeat(32) })],
    ['a number that skips', () => forged(changeWith(entryBytes()), { seq: 2 })],
    ['operations that begin elsewhere', () => forged(changeWith(entryBytes()), { startOp: 99 })],
    ['a time', () => forged(changeWith(entryBytes()), { timeS: 1 })],
    ['a message', () => forged(changeWith(entryBytes()), { message: Buffer.from('hello') })],
    ['bytes behind it', () => forged(changeWith(entryBytes()), { extra: new Uint8Array(1) })],
    ['two parents', () => forged(changeWith(entryBytes()), { deps: [ROOT.hash, '88'.repeat(32)] })],
    ['no operations', () => forged(changeWith(entryBytes()), { columns: [] })],
  ])('with %s costs the link', (_what, forge) => {
    expect(() => inspected(forge())).toThrow(HostilePeer);
  });
});
