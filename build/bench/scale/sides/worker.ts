/** A process of one side: does what its parent says, see SideOrder. */
import { readFile } from 'node:fs/promises';
import { deserialize } from 'node:v8';
import type { Recording } from '../recording.ts';
import { OurSide } from './ours.ts';
import type { Preparation, Side, SideOrder, SideReport } from './side.ts';
import { openPostgres, openSqlite, TheirSide } from './theirs.ts';

let side: Side | null = null;
let share = { at: 0, of: 1 };

process.on('message', (order: SideOrder) => {
  carryOut(order).then(
    (count) => report({ type: 'done', count }),
    (error: Error) => report({ type: 'failed', words: error.message }),
  );
});
process.on('disconnect', () => process.exit());

/** @returns how many inputs were played */
async function carryOut(order: SideOrder): Promise<number> {
  if (order.type === 'prepare') {
    share = order.preparation.share;
    side = await prepare(order.preparation);
    return 0;
  }
  if (!side) throw new Error('Nothing has been prepared.');
  switch (order.type) {
    case 'grow': {
      const all = deserialize(await readFile(order.recordings)) as Recording[];
      const own = all.filter((_, index) => index % share.of === share.at);
      await side.grow({ own, all, idleTables: order.idleTables });
      return 0;
    }
    case 'play':
      return side.play(order.inputsEach);
    case 'close':
      await side.close();
      return 0;
  }
}

async function prepare(preparation: Preparation): Promise<Side> {
  const isFirst = preparation.share.at === 0;
  if (preparation.side === 'ours') return OurSide.prepare(preparation);
  if (preparation.side === 'sqlite') return new TheirSide(openSqlite(preparation), isFirst);
  return new TheirSide(await openPostgres(preparation), isFirst);
}

function report(words: SideReport): void {
  process.send?.(words);
}
