/** Files of tables that somebody has been given: by what they are built of, with a checksum that agrees. */
import { createHash } from 'node:crypto';
import { SETTINGS } from '../../../../shared/table/testing/practice.ts';
import { MemoryDisk } from '../../../host/disk/testing/memoryDisk.ts';
import { HostAtWork } from '../../../host/testing/hostAtWork.ts';
import { readTableFile } from '../../../host/transfer/tableFile.ts';
import { type FuzzTarget, must } from '../fuzzTarget.ts';

const MEGABYTE = 1024 * 1024;
const PATH = '/cellar.evertable';
const DIGEST_BYTES = 32;
const SEED = 6;

/** A file of a practice table, without its checksum. */
async function samples(): Promise<Uint8Array[]> {
  const device = new HostAtWork(new MemoryDisk().fileSystem(), SEED);
  await device.start();
  await device.say({ type: 'setProfile', name: 'Ada' });
  const settings = { ...SETTINGS, actionClockMs: null, timeBankMs: 0 };
  await device.say({ type: 'newPracticeTable', name: 'Cellar', bots: 1, buyIn: 100, settings });
  await device.playUntil(({ handNumber, legal }) => handNumber === 2 && legal !== null);
  const file = await device.exportTo(PATH, device.tables[0] ?? device.view?.tableId ?? '');
  await device.close();
  return [file.subarray(0, -DIGEST_BYTES)];
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, createHash('sha256').update(bytes).digest()]);
}

/** A device without tables, the one that played the sample's. */
async function device(): Promise<{ readonly disk: MemoryDisk }> {
  const disk = new MemoryDisk();
  const host = new HostAtWork(disk.fileSystem(), SEED);
  await host.start();
  await host.close();
  return { disk };
}

let fresh: ReturnType<typeof device> | null = null;

export const TRANSFER_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'head of a file of tables',
    shape: 'bytes',
    samples,
    read: async (bytes) => {
      const fs = new MemoryDisk().fileSystem();
      await (await fs.create(PATH)).append(withChecksum(bytes));
      const { header } = await readTableFile(fs, PATH);
      return `ok ${header.tables.length} ${header.tables[0]?.parts.length}`;
    },
    refusals: ['BadTableFile', 'DiskFailure'],
    ...{ sizeMaxBytes: 2 * MEGABYTE, timeMaxMs: 1_000, memoryMaxBytes: 128 * MEGABYTE },
  },
  {
    name: 'file of tables, brought in',
    shape: 'bytes',
    samples,
    read: async (bytes) => {
      fresh ??= device();
      const host = new HostAtWork((await fresh).disk.fork().fileSystem(), SEED);
      await host.start();
      await host.importFrom(PATH, withChecksum(bytes));
      await host.say({ type: 'hello' });
      const [tableId, ...more] = host.tables;
      must(more.length === 0, 'more tables than one came in');
      if (tableId !== undefined) {
        await host.say({ type: 'openTable', tableId });
        must(host.view !== null, 'a table came in that does not open');
      }
      await host.close();
      return `${tableId !== undefined} ${host.said.join(' ')}`;
    },
    refusals: [],
    ...{ sizeMaxBytes: MEGABYTE, timeMaxMs: 3_000, memoryMaxBytes: 256 * MEGABYTE, cost: 20 },
  },
];
