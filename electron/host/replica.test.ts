import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auction } from '../../shared/process/auction.fixture.ts';
import { firstCheckpoint } from '../../shared/process/checkpoint.ts';
import { toHex } from '../../shared/process/hash.ts';
import { signInput } from '../../shared/process/input.ts';
import { Divergence } from '../../shared/process/journal.ts';
import type { Plain } from '../../shared/process/plain.ts';
import { type Opening, Programs } from '../../shared/process/program.ts';
import { simulatedSigner, simulatedVerify } from '../../shared/sim/keys.ts';
import { DataFolder, DiskFailure, type FileSystem } from './disk/index.ts';
import { MemoryDisk, type RandomBelow } from './disk/testing/memoryDisk.ts';
import { watchedFileSystem } from './disk/testing/watchedFileSystem.ts';
import { Replica, type ReplicaPorts } from './replica.ts';

const host = simulatedSigner('host');
const ada = simulatedSigner('ada');
const bob = simulatedSigner('bob');
const checkpoint = firstCheckpoint({ createdMs: 0 }, {});
const tableId = toHex(checkpoint.table);
const TERM = 1;
/** A lot ends this long after its last bid. */
const BID_TIME_MS = 10_000;

async function portsOn(fs: FileSystem, step = 1): Promise<ReplicaPorts> {
  const opened = await DataFolder.open(fs, '/data');
  if (opened.type === 'refused') throw new Error(opened.words);
  return {
    fs,
    folder: opened.folder,
    device: host.publicKey,
    journal: {
      programs: new Programs([auction({ version: 1, step })]),
      verify: simulatedVerify,
      guard: () => null,
    },
    isAlone: () => true,
    votersOfGame: () => [],
    recordOf: (events) => events,
  };
}

async function reopened(fs: FileSystem, step = 1): Promise<Replica> {
  const ports = await portsOn(fs, step);
  const { tables } = await ports.folder.listTables();
  return Replica.open(tableId, tables[0]?.hands ?? [], ports);
}

async function freshDisk() {
  const disk = new MemoryDisk();
  const fs = disk.fileSystem();
  await fs.makeDirectory('/data');
  return { disk, fs };
}

/** The script of an evening: two bidders, then lots without end. Each call says the next thing. */
class Evening {
  timeMs: number;
  constructor(readonly replica: Replica) {
    this.timeMs = replica.journal.position.timeMs;
  }

  async step(): Promise<void> {
    const { journal } = this.replica;
    if (journal.isPlayed) {
      await this.replica.endHand(this.timeMs, TERM, host);
      return this.replica.commitAlone();
    }
    const purses = (journal.looks().get('door')?.purses ?? {}) as { [device: string]: number };
    if (!(toHex(ada.publicKey) in purses)) return this.#say(ada, 'JOIN', { purse: 1_000 });
    if (!(toHex(bob.publicKey) in purses)) return this.#say(bob, 'JOIN', { purse: 1_000 });
    const lot = journal.looks().get('lot');
    const highest = (lot?.highest as { amount: number } | null)?.amount ?? 0;
    if (highest < 3) return this.#say(highest % 2 ? bob : ada, 'BID', { amount: highest + 1 });
    this.timeMs = (lot?.endsMs as number) + BID_TIME_MS;
    return this.#say(host, 'TIMEOUT');
  }

  async #say(signer: typeof ada, kind: string, rest: { [key: string]: Plain } = {}): Promise<void> {
    const { journal } = this.replica;
    const number = journal.takenFrom(signer.publicKey) + 1;
    const input = signInput({ table: journal.table, number, body: { kind, ...rest } }, signer);
    await this.replica.append(input, this.timeMs, TERM, host);
  }
}

function randomFrom(seed: number): RandomBelow {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('a table on disk', () => {
  test('is read back where it was, hand after hand', async () => {
    const { fs } = await freshDisk();
    const evening = new Evening(await Replica.create(checkpoint, await portsOn(fs)));
    for (let steps = 0; steps < 25; steps++) {
      await evening.step();
      const again = await reopened(fs);
      expect(again.journal.position).toEqual(evening.replica.journal.position);
      expect(again.journal.looks()).toEqual(evening.replica.journal.looks());
      expect(again.damage).toEqual([]);
    }
    expect(evening.replica.journal.hand).toBeGreaterThan(3);
    expect(evening.replica.history.count).toBe(evening.replica.journal.hand - 1);
  });

  test('nothing is told before it is on disk', async () => {
    const { fs } = await freshDisk();
    const calls: string[] = [];
    const watched = watchedFileSystem(fs, ({ name, path }) => {
      if (path.endsWith('.automerge')) calls.push(name);
    });
    const evening = new Evening(await Replica.create(checkpoint, await portsOn(watched)));
    calls.length = 0;
    // Guards the await of `file.append` in Replica.append, and the datasync in DurableAppender.
    await evening.step();
    expect(calls).toEqual(['append', 'datasync']);
  });

  test('a failed write ends the replica: nothing is acknowledged after it, and the disk says what is true', async () => {
    const { fs } = await freshDisk();
    let isFull = false;
    const failing = watchedFileSystem(fs, ({ name, path }) => {
      if (isFull && name === 'append') throw new DiskFailure('full', 'writing', path);
    });
    const evening = new Evening(await Replica.create(checkpoint, await portsOn(failing)));
    await evening.step();
    const before = evening.replica.journal.position;
    isFull = true;
    await expect(evening.step()).rejects.toThrow(DiskFailure);
    isFull = false;
    await expect(evening.step()).rejects.toThrow(DiskFailure);
    const again = await reopened(fs);
    expect(again.journal.position).toEqual(before);
    expect(again.damage.join()).toMatch(/damaged|incomplete|torn|cut/i);
    await new Evening(again).step();
  });

  test('killed at any step, with any power cut: nothing acknowledged is lost, and it goes on', async () => {
    const lives = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.nat()), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(lives, async (cuts) => {
        const { disk, fs } = await freshDisk();
        await portsOn(fs);
        let acknowledged = { seq: 0, state: '' };
        const states = new Map<number, string>();
        for (const [lastCall, seed] of cuts) {
          let calls = 0;
          const powered = watchedFileSystem(disk.fileSystem(), ({ path }) => {
            if (calls++ >= lastCall) throw new DiskFailure('failed', 'writing', path);
          });
          try {
            const ports = await portsOn(powered);
            const { tables } = await ports.folder.listTables();
            const hands = tables[0]?.hands ?? [];
            const replica =
              acknowledged.seq === 0 && hands.length === 0
                ? await Replica.create(checkpoint, ports)
                : await Replica.open(tableId, hands, ports);
            expect(replica.journal.position.seq).toBeGreaterThanOrEqual(acknowledged.seq);
            const evening = new Evening(replica);
            for (let steps = 0; steps < 40; steps++) {
              await evening.step();
              const { seq, state } = evening.replica.journal.position;
              acknowledged = { seq, state: toHex(state) };
              states.set(seq, acknowledged.state);
            }
          } catch (error) {
            if (!(error instanceof DiskFailure)) throw error;
          }
          disk.powerCut(randomFrom(seed));
        }
        if (acknowledged.seq === 0) return;
        const survivor = await reopened(disk.fileSystem());
        const { seq, state } = survivor.journal.position;
        expect(seq).toBeGreaterThanOrEqual(acknowledged.seq);
        if (seq === acknowledged.seq) expect(toHex(state)).toBe(acknowledged.state);
        await new Evening(survivor).step();
      }),
      { numRuns: 150 },
    );
  });

  test('damage anywhere in the open hand never loses what comes before it, and is told in words', async () => {
    const { fs } = await freshDisk();
    const ports = await portsOn(fs);
    const evening = new Evening(await Replica.create(checkpoint, ports));
    const marks: { sizeBytes: number; seq: number }[] = [];
    const note = () =>
      marks.push({ sizeBytes: evening.replica.handSizeBytes, seq: evening.replica.journal.position.seq });
    note();
    for (let steps = 0; steps < 5; steps++) {
      await evening.step();
      note();
    }
    const path = ports.folder.handPath(tableId, 1);
    const whole = await fs.read(path);
    const edges = marks.flatMap(({ sizeBytes }) => [sizeBytes - 1, sizeBytes, sizeBytes + 1]);
    const random = randomFrom(7);
    const offsets = [...edges, ...Array.from({ length: 200 }, () => random(whole.length))];
    for (const offset of offsets.filter((at) => at < whole.length && at >= (marks[0]?.sizeBytes ?? 0))) {
      for (const harm of ['cut', 'zero', 'flip'] as const) {
        const { fs: other } = await freshDisk();
        const otherPorts = await portsOn(other);
        await otherPorts.folder.makeTable(tableId);
        const bytes = Uint8Array.from(harm === 'cut' ? whole.subarray(0, offset) : whole);
        if (harm === 'zero') bytes.fill(0, offset);
        if (harm === 'flip') bytes[offset] = (bytes[offset] ?? 0) ^ 0x40;
        // What was zero before is not harmed by being zeroed.
        const firstHarm = bytes.findIndex((byte, at) => byte !== whole[at]);
        const harmedAt = firstHarm < 0 ? bytes.length : firstHarm;
        const file = await other.create(path);
        await file.append(bytes);
        const expected = marks.findLast(({ sizeBytes }) => sizeBytes <= harmedAt)?.seq ?? 0;
        const again = await reopened(other);
        expect(again.journal.position.seq, `${harm} at ${offset}`).toBe(expected);
        const isWhole = harmedAt === bytes.length && marks.some(({ sizeBytes }) => sizeBytes === harmedAt);
        expect(again.damage.length > 0, `${harm} at ${offset}`).toBe(!isWhole);
        await new Evening(again).step();
        expect((await reopened(other)).journal.position.seq).toBe(expected + 1);
      }
    }
  });

  test('a hand whose beginning is gone starts again from where the hand before ended', async () => {
    const { fs } = await freshDisk();
    const ports = await portsOn(fs);
    const evening = new Evening(await Replica.create(checkpoint, ports));
    while (evening.replica.journal.hand < 3) await evening.step();
    const start = evening.replica.journal.position;
    await evening.step();
    const path = ports.folder.handPath(tableId, 3);
    await fs.truncate(path, 20);
    const again = await reopened(fs);
    expect(again.journal.hand).toBe(3);
    expect(again.journal.position).toEqual(start);
    expect(again.damage.join(' ')).toContain('starts again');
    await new Evening(again).step();
  });

  test('a table of which nothing can be read says so, and its bytes are kept', async () => {
    const { fs } = await freshDisk();
    const ports = await portsOn(fs);
    await Replica.create(checkpoint, ports);
    const path = ports.folder.handPath(tableId, 1);
    await fs.overwrite(path, new Uint8Array(10));
    await expect(reopened(fs)).rejects.toThrow('Nothing of this table can be read');
    expect(await fs.size(`${path}.damaged-1`)).toBeGreaterThan(0);
  });

  test('a divergence stops the table and touches nothing', async () => {
    const { fs } = await freshDisk();
    const evening = new Evening(await Replica.create(checkpoint, await portsOn(fs)));
    for (let steps = 0; steps < 4; steps++) await evening.step();
    const path = (await portsOn(fs)).folder.handPath(tableId, 1);
    const before = await fs.read(path);
    // A fault that looks like an upgrade forgotten: the same version, but a purse that was never there.
    const program = auction({ version: 1, step: 1 });
    const { play } = program;
    const faulty = {
      version: 1,
      play: (game: Plain, opening: Opening) => play({ ...(game as object), extra: 1 }, opening),
    };
    const ports = await portsOn(fs);
    const diverging = { ...ports, journal: { ...ports.journal, programs: new Programs([faulty]) } };
    await expect(Replica.open(tableId, [1], diverging)).rejects.toThrow(Divergence);
    expect(await fs.read(path)).toEqual(before);
  });
});
