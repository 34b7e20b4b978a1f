import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { DataFolder, nodeFileSystem } from '../disk/index.ts';
import { temporaryFolder } from '../disk/testing/temporaryFolder.ts';
import { DealerThread } from './dealerThread.ts';
import type { DeckWork } from './deckWork.ts';

/** A thread takes no loader from `--import tsx`: it registers its own. */
const API = createRequire(import.meta.url).resolve('tsx/esm/api');
const LOADER = pathToFileURL(API.replace(/cjs$/, 'mjs')).href;
const REGISTER = `data:text/javascript,${encodeURIComponent(`import { register } from '${LOADER}'; register();`)}`;
const SOURCE = new URL('./dealerWorker.ts', import.meta.url);
const DATA_KEY = new Uint8Array(32).fill(6);
const DEVICE = 'ab'.repeat(32);

function threadOver(folderPath: string): DealerThread {
  const thread = new DealerThread(SOURCE, folderPath, DATA_KEY, ['--import', REGISTER]);
  onTestFinished(() => thread.close());
  return thread;
}

/** A deck for which a device here has still to say that it is ready. */
function waitingFor(tableId: string): DeckWork {
  return {
    tableId,
    entries: [],
    isAnew: true,
    making: {
      number: 1,
      attempt: 1,
      phase: 'ready',
      roster: [],
      handId: null,
      awaited: [DEVICE],
      faulty: [],
    },
    playing: null,
    facts: null,
    asked: null,
    devices: [DEVICE],
    host: null,
    seated: [DEVICE],
    expected: [DEVICE],
  };
}

// K1 over the real disk and thread: what is said is on disk, and the same bytes again in the next process.
test('a dealer in its own thread says the same after it was ended, and something new once its secrets are erased', async () => {
  const folderPath = temporaryFolder();
  const opened = await DataFolder.open(nodeFileSystem(), folderPath);
  if (opened.type !== 'open') throw new Error(opened.words);
  const tableId = '0123456789abcdef0123456789abcdef';
  await opened.folder.makeTable(tableId);

  const first = threadOver(folderPath);
  const { say } = await first.work(waitingFor(tableId));
  expect(say.map(({ device, body }) => [device, body.kind])).toEqual([[DEVICE, 'READY']]);
  await first.close();
  await expect(first.work(waitingFor(tableId))).rejects.toThrow('has stopped');

  const second = threadOver(folderPath);
  expect((await second.work(waitingFor(tableId))).say).toEqual(say);
  await second.keepOnly(tableId, []);
  const anew = (await second.work(waitingFor(tableId))).say;
  expect(anew.map(({ body }) => body.kind)).toEqual(['READY']);
  expect(anew).not.toEqual(say);
}, 60_000);
