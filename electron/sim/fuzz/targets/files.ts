/** What is read from the data folder: a disk may hold anything under these names. */
import { join } from 'node:path';
import { type Plain, toBytes } from '../../../../shared/process/plain.ts';
import { signReceipt } from '../../../../shared/quorum/receipts.ts';
import { simulatedSigner, simulatedVerify } from '../../../../shared/sim/keys.ts';
import { QuorumFile } from '../../../host/agreement/quorumFile.ts';
import { nextBoot } from '../../../host/bootFile.ts';
import { readChunks } from '../../../host/disk/chunks.ts';
import { encodeFrame } from '../../../host/disk/historyFrame.ts';
import {
  DataFolder,
  type FileSystem,
  HandFile,
  HistoryFile,
  readHistory,
  SecretFile,
} from '../../../host/disk/index.ts';
import { MemoryDisk } from '../../../host/disk/testing/memoryDisk.ts';
import { recordHand } from '../../../host/disk/testing/recordedHand.ts';
import { Evidence } from '../../../host/evidence.ts';
import { HandDocument } from '../../../host/handDocument.ts';
import { ProfileFile } from '../../../host/profile.ts';
import { CertificateFile } from '../../../host/replication/certificateFile.ts';
import { type FuzzTarget, must } from '../fuzzTarget.ts';

const MEGABYTE = 1024 * 1024;
const FOLDER = '/data';
const PATH = '/data/file';
const SMALL = { timeMaxMs: 500, memoryMaxBytes: 64 * MEGABYTE, sizeMaxBytes: 262_144 };

const signer = simulatedSigner('host');
const table = new Uint8Array(16).fill(1);
const id = new Uint8Array(32).fill(3);
const receipt = (entry: Uint8Array) => signReceipt({ table, seq: 1, entry, term: 1, boot: 1 }, signer);
const certificate = { seq: 1, entry: id, term: 1, receipts: [receipt(id)] };
const HISTORY = Buffer.concat(
  [1, 2, 3].map((number) => encodeFrame(number, new Uint8Array(40 * number).fill(number))),
);

/** A reader of a file that holds just these bytes. */
function ofFile(
  name: string,
  shape: FuzzTarget['shape'],
  samples: FuzzTarget['samples'],
  read: (fs: FileSystem, path: string, bytes: Uint8Array) => Promise<string>,
  path = PATH,
): FuzzTarget {
  return {
    name,
    shape,
    samples,
    read: async (bytes) => {
      const fs = new MemoryDisk().fileSystem();
      await fs.makeDirectory(FOLDER);
      const file = await fs.create(path);
      await file.append(bytes);
      await file.datasync();
      await fs.syncDirectory(FOLDER);
      return read(fs, path, bytes);
    },
    refusals: ['DiskFailure'],
    ...SMALL,
  };
}

const json = (value: unknown) => Uint8Array.from(Buffer.from(JSON.stringify(value)));

export const FILE_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'chunks of a hand file',
    shape: 'bytes',
    samples: () => [Buffer.concat(recordHand().chunks), ...recordHand().chunks],
    read(bytes) {
      const { chunks, damages, intactBytes } = readChunks(bytes);
      must(intactBytes <= bytes.length, 'more is intact than there is');
      must(
        chunks.every(({ offset, sizeBytes }) => offset + sizeBytes <= bytes.length),
        'a chunk beyond the end',
      );
      return `ok ${chunks
        .map(({ type }) => type[0])
        .join('')
        .slice(0, 8)} ${damages[0]?.kind}`;
    },
    ...{ refusals: [], sizeMaxBytes: MEGABYTE, timeMaxMs: 3_000, memoryMaxBytes: 128 * MEGABYTE, cost: 2 },
  },
  ofFile(
    'hand file',
    'bytes',
    () => [Buffer.concat(recordHand().chunks)],
    async (fs, path) => {
      const opened = await HandFile.open(fs, path);
      if (opened.type === 'unusable') return opened.reason;
      await opened.file.close();
      const again = await HandFile.open(fs, path);
      must(again.type === 'open' && again.damage === null, 'what was opened is not whole on the disk');
      return `ok ${opened.chunks.length} ${opened.damage === null}`;
    },
  ),
  {
    name: 'document of a hand',
    shape: 'bytes',
    samples: () => {
      const document = HandDocument.create({ table, hand: 3, program: 1, checkpoint: new Uint8Array(50) });
      const bytes = document.save();
      document.free();
      return [bytes];
    },
    read(bytes) {
      // Only what the file's reading lets through comes here.
      const { chunks } = readChunks(bytes);
      if (chunks.length === 0) return 'nothing intact';
      const document = HandDocument.load(
        chunks.map(({ offset, sizeBytes }) => bytes.subarray(offset, offset + sizeBytes)),
      );
      const { length } = document.entries;
      document.free();
      return `ok ${length}`;
    },
    refusals: ['ForeignDocument'],
    ...{ sizeMaxBytes: 65_536, timeMaxMs: 1_000, memoryMaxBytes: 128 * MEGABYTE, cost: 2 },
  },
  ofFile(
    'history file',
    'bytes',
    () => [HISTORY],
    async (fs, path) => {
      let shown = 0;
      for await (const item of readHistory(fs, path)) shown += item.type === 'record' ? 1 : 0;
      const { file, damage } = await HistoryFile.open(fs, path);
      const { records } = await file.readLast(100);
      must(records.length <= shown, 'an opening finds more than a reading');
      await file.append(Uint8Array.of(7));
      await file.close();
      const again = await HistoryFile.open(fs, path);
      must(
        (await again.file.readLast(1)).records[0]?.payload[0] === 7,
        'what was appended is not the last record',
      );
      return `ok ${Math.min(records.length, 5)} ${damage === null}`;
    },
  ),
  ofFile(
    'proofs of cheating',
    'cbor',
    () => [toBytes([[receipt(id), receipt(new Uint8Array(32))]])],
    async (fs, path) => {
      const evidence = await Evidence.open({ fs, path, table, verify: simulatedVerify });
      return `ok ${evidence.proofs.length} ${(await fs.size(path)) === null}`;
    },
  ),
  ofFile(
    'certificates',
    'cbor',
    () => [toBytes([certificate] as unknown as Plain)],
    async (fs, path) => {
      const remarks: string[] = [];
      const { kept } = await CertificateFile.open(fs, path, remarks);
      return `ok ${kept.length} ${remarks.length}`;
    },
  ),
  ofFile(
    'vote',
    'json',
    () => [json({ term: 3, votedFor: 'ab' }), json({ term: 0, votedFor: null })],
    async (fs, path) => {
      const { stored, isLost } = await QuorumFile.open(fs, path);
      must((stored === null) === isLost, 'a vote is neither known nor lost');
      return `${isLost}`;
    },
  ),
  ofFile(
    'number of starts',
    'json',
    () => [json({ boot: 5 })],
    async (fs) => {
      const boot = await nextBoot(fs, FOLDER, 1_000, []);
      must(Number.isSafeInteger(boot), 'a start without a number');
      return `${boot > 1_000}`;
    },
    join(FOLDER, 'boot.json'),
  ),
  ofFile(
    'profile',
    'json',
    () => [
      json({
        profile: { name: 'Ada', avatar: 3 },
        preferences: { sound: true, fourColours: false, amountsInBigBlinds: false },
        bootstrap: ['127.0.0.1:4000'],
      }),
    ],
    async (fs) => {
      const { stored } = await ProfileFile.open(fs, FOLDER, []);
      return `${stored.profile === null} ${stored.bootstrap.length}`;
    },
    join(FOLDER, 'profile.json'),
  ),
  ofFile(
    'version',
    'text',
    () => [Uint8Array.from(Buffer.from('1\n'))],
    async (fs) => {
      const opened = await DataFolder.open(fs, FOLDER);
      return opened.type;
    },
    join(FOLDER, 'version'),
  ),
  ofFile('secret', 'bytes', sealedSecrets, async (fs, path) => {
    const reading = await secretAt(fs, path).read();
    return reading.type === 'value' ? `ok ${reading.value.length}` : reading.reason;
  }),
];

function secretAt(fs: FileSystem, path: string): SecretFile {
  const ports = { fs, randomBytes: (sizeBytes: number) => new Uint8Array(sizeBytes).fill(5) };
  return new SecretFile(ports, path, new Uint8Array(32).fill(1), 'a secret');
}

async function sealedSecrets(): Promise<Uint8Array[]> {
  const fs = new MemoryDisk().fileSystem();
  await secretAt(fs, '/secret').write(Uint8Array.of(1, 2, 3));
  return [await fs.read('/secret')];
}
