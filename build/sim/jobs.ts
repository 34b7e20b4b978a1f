import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Depth } from '../../electron/sim/depths.ts';
import type { PlanOptions } from '../../electron/sim/plan.ts';
import type { SeedDone, SeedOrder } from './worker.ts';

export interface SeedRun {
  readonly from: number;
  readonly to: number;
  readonly options: PlanOptions;
  readonly depth: Depth;
  readonly jobs: number;
  /** No seed is begun after this many ms. */
  readonly limitMs: number;
  readonly done: (seed: SeedDone) => void;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** No seed takes so long; one that does stands still. */
const SEED_LIMIT_MS = 15 * 60_000;

/** Plays seeds in several processes. Resolves once all are played, or the time is over and those begun are. */
export async function playSeeds(run: SeedRun): Promise<void> {
  const startMs = performance.now();
  let next = run.from;
  const isLeft = () => next <= run.to && performance.now() - startMs < run.limitMs;
  const take = () => next++;
  await Promise.all(Array.from({ length: run.jobs }, () => work(run, isLeft, take)));
}

async function work(run: SeedRun, isLeft: () => boolean, take: () => number): Promise<void> {
  if (!isLeft()) return;
  const worker = fork(WORKER, { execArgv: ['--import', 'tsx'] });
  try {
    while (isLeft())
      run.done(await playOne(worker, { seed: take(), options: run.options, depth: run.depth }));
  } finally {
    worker.kill();
  }
}

function playOne(worker: ChildProcess, order: SeedOrder): Promise<SeedDone> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      stop();
      reject(new Error(`Seed ${order.seed}: ${why}`));
    };
    const died = () => fail('the process that played it died.');
    const limit = setTimeout(() => fail('it does not end.'), SEED_LIMIT_MS);
    const stop = () => {
      clearTimeout(limit);
      worker.off('message', heard);
      worker.off('exit', died);
    };
    const heard = (done: SeedDone) => {
      stop();
      resolve(done);
    };
    worker.on('message', heard);
    worker.on('exit', died);
    worker.send(order);
  });
}
