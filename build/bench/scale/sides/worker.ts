/** A process of one side: does what its parent says, see SideOrder. */
import { readFile } from 'node:fs/promises';
import { deserialize } from 'node:v8';
import type { Recording } from '../recording.ts';
import { OurSide } from './ours.ts';
import type { Preparation, Side, SideOrder, SideReport } from './side.ts';
import { openPostgres, openSqlite, TheirSide } from './theirs.ts';

let side: Side | null = null;

process.on('message', (order: SideOrder) => {
  carryOut(order).then(
    (count) => report({ type: 'done', count }),
    (error: Error) => report({ type: 'failed', words: error.message }),
  );
});
process.on('disconnect', () => process.exit());

async function carryOut(order: SideOrder): Promise<number> {
  switch (order.type) {
    case 'prepare':
      side = await prepare(order.preparation);
      return 0;
    case 'play':
      if (!side) throw new Error('Nothing has been prepared.');
      return side.play(order.inputsEach);
    case 'close':
      await side?.close();
      return 0;
  }
}

async function prepare(preparation: Preparation): Promise<Side> {
  const all = deserialize(await readFile(preparation.recordings)) as Recording[];
  const { at, of } = preparation.share;
  const own = all.filter((_, index) => index % of === at);
  if (preparation.side === 'ours') return OurSide.prepare(preparation, own);
  if (preparation.side === 'sqlite') return new TheirSide(openSqlite(preparation, all), own);
  return new TheirSide(await openPostgres(preparation, all), own);
}

function report(words: SideReport): void {
  process.send?.(words);
}
