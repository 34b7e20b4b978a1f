import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Depth } from '../../electron/sim/depths.ts';
import type { PlanOptions } from '../../electron/sim/plan.ts';
import { notPlayed } from '../../electron/sim/simulation.ts';
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
  /** The program that plays seeds. Left out: worker.ts. */
  readonly workerScript?: string;
  /** A seed that takes longer fails. Left out: SEED_LIMIT_MS. */
  readonly seedLimitMs?: number;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** No seed takes so long, a failing one's shrinking included; one that does stands still. */
const SEED_LIMIT_MS = 15 * 60_000;

/**
 * Plays seeds in several processes. Resolves once all are played, or the time is over and those begun are. A seed that does not end,
 * or takes its process with it, has failed; the others are played all the same.
 */
export async function playSeeds(run: SeedRun): Promise<void> {
  const startMs = performance.now();
  let next = run.from;
  const isLeft = () => next <= run.to && performance.now() - startMs < run.limitMs;
  const take = () => next++;
  await Promise.all(Array.from({ length: run.jobs }, () => work(run, isLeft, take)));
}

async function work(run: SeedRun, isLeft: () => boolean, take: () => number): Promise<void> {
  const { options, depth, workerScript = WORKER, seedLimitMs = SEED_LIMIT_MS } = run;
  let worker: ChildProcess | null = null;
  try {
    while (isLeft()) {
      worker ??= fork(workerScript, { execArgv: ['--import', 'tsx'] });
      const order = { seed: take(), options, depth };
      const played = await playOne(worker, order, seedLimitMs);
      if (typeof played === 'string') {
        worker.kill('SIGKILL');
        worker = null;
        run.done({ seed: order.seed, outcome: notPlayed(order.seed, played), coreMs: 0, shrunk: [] });
      } else run.done(played);
    }
  } finally {
    worker?.kill();
  }
}

/** @returns a sentence: why it was not played to its end; the worker is of no more use */
function playOne(worker: ChildProcess, order: SeedOrder, limitMs: number): Promise<SeedDone | string> {
  return new Promise((resolve) => {
    const end = (result: SeedDone | string) => {
      clearTimeout(limit);
      worker.off('message', heard);
      worker.off('exit', died);
      worker.off('error', died);
      resolve(result);
    };
    const heard = (done: SeedDone) => end(done);
    const died = () => end('The process that played it died.');
    const limit = setTimeout(() => end(`It did not end within ${limitMs / 1_000} s.`), limitMs);
    worker.on('message', heard);
    worker.on('exit', died);
    worker.on('error', died);
    worker.send(order, (error) => {
      if (error) died();
    });
  });
}
