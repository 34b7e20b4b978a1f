import { parentPort } from 'node:worker_threads';
import { loadGroup } from '../../../shared/deck/group.ts';
import { DataFolder, nodeFileSystem } from '../disk/index.ts';
import { osRandomBytes } from '../osRandom.ts';
import { type Dealer, DealerHere } from './dealer.ts';
import type { DealerAnswer, DealerCall } from './dealerCalls.ts';

/*
 * The dealer's thread: it alone holds the secrets of decks, and writes them to disk. One call at a time, in order.
 */

let order: Extract<DealerCall, { type: 'start' }> | null = null;
let dealer: Promise<Dealer> | null = null;
let before: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (call: DealerCall) => {
  if (call.type === 'start') {
    order = call;
    void loadGroup();
    return;
  }
  before = before.then(() => answer(call)).then((said) => parentPort?.postMessage(said));
});

async function start(folderPath: string, dataKey: Uint8Array): Promise<Dealer> {
  const fs = nodeFileSystem();
  const opened = await DataFolder.openToRead(fs, folderPath);
  if (opened.type === 'refused') throw new Error(opened.words);
  const { folder } = opened;
  return new DealerHere({
    fs,
    dataKey,
    directory: (tableId) => folder.dealerPath(tableId),
    randomBytes: osRandomBytes,
  });
}

async function answer(call: Exclude<DealerCall, { type: 'start' }>): Promise<DealerAnswer> {
  const { id } = call;
  try {
    if (!order) throw new Error('The dealer has not been started.');
    // The folder may be made only after this thread was started.
    dealer ??= start(order.folderPath, order.dataKey);
    return { id, result: await carryOut(await dealer, call) };
  } catch (error) {
    return { id, words: (error as Error).message };
  }
}

async function carryOut(dealer: Dealer, call: Exclude<DealerCall, { type: 'start' }>) {
  switch (call.type) {
    case 'work':
      return dealer.work(call.work);
    case 'blinds':
      return dealer.blinds(call.tableId, call.deck, call.device, call.cards);
    case 'isRight':
      return dealer.isRight(call.claim);
    case 'forget':
      await dealer.forget(call.tableId);
      return null;
    case 'keepOnly':
      await dealer.keepOnly(call.tableId, call.kept);
      return null;
  }
}
