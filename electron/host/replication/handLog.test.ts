import { describe, expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { HandLog } from './handLog.ts';
import { HostilePeer, TwoHistories } from './hostilePeer.ts';
import { WAITING_MAX } from './limits.ts';
import {
  type Disk,
  FIRST,
  freshDisk,
  junk,
  type Made,
  messageOf,
  second,
  TABLE_ID,
  written,
} from './testing/hands.ts';

const idOf = (made: Made | undefined) => toHex(made?.played.entry.id ?? new Uint8Array());
const endOf = (log: HandLog) => toHex(log.journal.position.id);
const names = (log: HandLog) => log.played.map(({ entry }) => toHex(entry.id));
const certificateOf = ({ played: { entry } }: Made) => ({
  seq: entry.seq,
  entry: entry.id,
  term: entry.term,
  receipts: [],
});

async function opened({ ports }: Disk) {
  return HandLog.create(TABLE_ID, FIRST, ports);
}

async function reopened({ ports }: Disk) {
  const remarks: string[] = [];
  const log = await HandLog.open(TABLE_ID, 1, ports, remarks, {});
  if (!log) throw new Error(remarks.join());
  return { log, remarks };
}

describe('what a link brings', () => {
  // Guards `forgetSent` in HandDocument.receive: seed 244 of the simulation, and a device that a thousand kills left behind for ever.
  test('what was sent while the hand was not open at the other end is sent again', async () => {
    const [ada, bob] = [await opened(await freshDisk()), await opened(await freshDisk())];
    await ada.receive({}, messageOf(written(['ada', 'bob'])));
    await bob.receive({}, messageOf(written(['eve'])));
    const [toBob, toAda] = [{}, {}];
    // Each side sends all that it has, as far as it goes without an answer, to nobody.
    const lost = () => [...ada.syncMessagesFor(toBob), ...bob.syncMessagesFor(toAda)];
    expect(lost()).not.toEqual([]);
    for (const message of ada.syncMessagesFor({})) await bob.receive(toAda, message);
    for (const message of bob.syncMessagesFor({})) await ada.receive(toBob, message);
    lost();
    const next = written(['ada', 'bob', 'cy']);
    await ada.receive({}, messageOf(next));
    for (let turn = 0; turn < 20; turn++) {
      for (const message of ada.syncMessagesFor(toBob)) await bob.receive(toAda, message);
      for (const message of bob.syncMessagesFor(toAda)) await ada.receive(toBob, message);
    }
    expect([endOf(bob), names(bob).length]).toEqual([endOf(ada), 3]);
    expect(ada.syncMessagesFor(toBob).length + bob.syncMessagesFor(toAda).length).toBe(0);
  });

  test('junk that its sender signed itself costs it its link at the first, and takes no place', async () => {
    const disk = await freshDisk();
    const log = await opened(disk);
    const sizeBytes = log.sizeBytes;
    const [evil, honest] = [{}, {}];
    // Guards `playOn` before `pool.add` in HandLog.#play.
    const received = await log.receive(evil, messageOf([junk('a'), junk('b'), junk('c')]));
    expect(received.hostile.map(({ link }) => link)).toContain(evil);
    expect(received.advanced).toEqual([]);
    expect(log.sizeBytes).toBe(sizeBytes);
    const entries = written(['ada', 'bob']);
    expect((await log.receive(honest, messageOf(entries))).advanced).toHaveLength(2);
    expect((await reopened(disk)).log.played).toHaveLength(2);
  });

  test("a chair taken in advance is none: the host's own change fits whatever came before it", async () => {
    const log = await opened(await freshDisk());
    const first = written(['ada']);
    await log.receive({}, messageOf(first));
    const received = await log.receive({}, messageOf([junk('eve', first)]));
    expect(received.hostile).toHaveLength(1);
    const next = written(['bob'], first);
    const { advanced, hostile } = await log.receive({}, messageOf(next));
    expect(advanced.map(({ entry }) => toHex(entry.id))).toEqual([idOf(next[0])]);
    expect(hostile).toEqual([]);
  });

  test('an entry waits for those it follows, in whatever order they come', async () => {
    const log = await opened(await freshDisk());
    const entries = written(['a', 'b', 'c', 'd']);
    const link = {};
    for (const one of entries.toReversed().slice(0, 3)) {
      expect((await log.receive(link, messageOf([one]))).advanced).toEqual([]);
    }
    const { advanced } = await log.receive(link, messageOf(entries.slice(0, 1)));
    expect(advanced.map(({ entry }) => toHex(entry.id))).toEqual(entries.map(idOf));
  });

  test('what waits is bounded for each link, and costs no other link anything', async () => {
    const log = await opened(await freshDisk());
    const missing = written(['a']);
    const evil = {};
    const flood = async () => {
      for (let at = 0; at <= WAITING_MAX.changes; at++) {
        await log.receive(evil, messageOf([junk(`j${at}`, missing)]));
      }
    };
    // Guards the bound in Waiting.add.
    await expect(flood()).rejects.toThrow(HostilePeer);
    expect((await log.receive({}, messageOf(written(['a', 'b'])))).advanced).toHaveLength(2);
  });
});

describe('the journal of a hand', () => {
  test('a tie between two entries of one host is broken alike in any order and after a start', async () => {
    const [one, other] = [written(['ada']), written(['bob'])];
    const smaller = [idOf(one[0]), idOf(other[0])].sort()[0];
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const disk = await freshDisk();
      const log = await opened(disk);
      for (const entries of order) await log.receive({}, messageOf(entries));
      expect(endOf(log)).toBe(smaller);
      expect(endOf((await reopened(disk)).log)).toBe(smaller);
    }
  });

  test('a pair that one host signed for one place is told once, and once more after a start', async () => {
    const disk = await freshDisk();
    const log = await opened(disk);
    const [one, other] = [written(['ada']), written(['bob'])];
    for (const entries of [one, other, one, other]) await log.receive({}, messageOf(entries));
    expect(disk.told).toHaveLength(1);
    disk.told.length = 0;
    await reopened(disk);
    expect(disk.told).toHaveLength(1);
  });

  test('a commit of an entry that is not here marks no other branch, and holds once the entry comes', async () => {
    const log = await opened(await freshDisk());
    const [mine, committed] = [written(['ada', 'bob']), written(['cy', 'dan'])];
    await log.receive({}, messageOf(mine));
    const certificate = certificateOf(committed[0] as Made);
    // Guards `isHere` in HandLog.commit.
    expect(await log.commit(certificate, 0)).toMatchObject({ isHere: false });
    const { certified } = await log.receive({}, messageOf(committed));
    expect(names(log)).toEqual(committed.map(idOf));
    expect(certified).toEqual(certificate);
  });

  test('what is committed is never left, not even for a higher term', async () => {
    const log = await opened(await freshDisk());
    const mine = written(['ada', 'bob']);
    await log.receive({}, messageOf(mine));
    await log.commit(certificateOf(mine[0] as Made), 0);
    await log.receive({}, messageOf(written(['eve'], [], second, 2)));
    expect(names(log)).toEqual(mine.map(idOf));
    const other = certificateOf(written(['eve'], [], second, 2)[0] as Made);
    await expect(log.commit(other, 1)).rejects.toThrow(TwoHistories);
  });

  test('a higher term goes before a longer branch of a lower one', async () => {
    const disk = await freshDisk();
    const log = await opened(disk);
    const longer = written(['ada', 'bob', 'cy']);
    const higher = written(['dan'], longer.slice(0, 1), second, 2);
    await log.receive({}, messageOf([...longer, ...higher]));
    expect(names(log)).toEqual([longer[0], higher[0]].map(idOf));
    expect(names((await reopened(disk)).log)).toEqual([longer[0], higher[0]].map(idOf));
    expect(disk.told).toEqual([]);
  });
});
