import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playSeeds } from './jobs.ts';
import type { SeedDone } from './worker.ts';

/** Plays every seed at once, but for the second, that never ends, and the third, with which it dies. */
const WORKER = `
process.on('message', ({ seed }) => {
  if (seed === 3) process.exit(1);
  if (seed !== 2) process.send({ seed, outcome: { seed, failure: null }, coreMs: 1, shrunk: [] });
});
process.on('disconnect', () => process.exit());
`;
const SEED_LIMIT_MS = 3_000;

// Guards that a run goes on: a seed that stood still once ended a run of two thousand at its 245th.
test('a seed that does not end, or takes its process with it, has failed, and the others are played all the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evertable-jobs-'));
  const workerScript = join(folder, 'worker.mjs');
  await writeFile(workerScript, WORKER);
  const done: SeedDone[] = [];
  await playSeeds({
    ...{ from: 1, to: 6, jobs: 1, depth: 'full', limitMs: 60_000, seedLimitMs: SEED_LIMIT_MS, workerScript },
    options: { faults: [], peers: null, cards: 'stand-in' },
    done: (seed) => done.push(seed),
  }).finally(() => rm(folder, { recursive: true }));
  expect(done.map(({ seed, outcome }) => [seed, outcome.failure])).toEqual([
    [1, null],
    [2, 'It did not end within 3 s.'],
    [3, 'The process that played it died.'],
    [4, null],
    [5, null],
    [6, null],
  ]);
});
