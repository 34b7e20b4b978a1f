/** A process that plays seeds, one after the other, as it is told. */

import { DEPTHS, type Depth } from '../../electron/sim/depths.ts';
import { type PlanOptions, planOf } from '../../electron/sim/plan.ts';
import { shrink } from '../../electron/sim/shrink.ts';
import type { Outcome } from '../../electron/sim/simulation.ts';

export interface SeedOrder {
  readonly seed: number;
  readonly options: PlanOptions;
  readonly depth: Depth;
}

export interface SeedDone {
  readonly seed: number;
  readonly outcome: Outcome;
  readonly coreMs: number;
  /** The shortest plan that fails too, in words; empty: it did not fail. */
  readonly shrunk: readonly string[];
}

async function play({ seed, options, depth }: SeedOrder): Promise<SeedDone> {
  const before = process.cpuUsage();
  const plan = planOf(seed, options);
  const outcome = await DEPTHS[depth].play(plan);
  const { user, system } = process.cpuUsage(before);
  const coreMs = (user + system) / 1_000;
  const shrunk =
    outcome.failure === null ? [] : (await shrink(plan, outcome, DEPTHS[depth].play)).outcome.trace;
  return { seed, outcome, coreMs, shrunk };
}

process.on('message', (order: SeedOrder) => {
  void play(order).then((done) => process.send?.(done));
});
process.on('disconnect', () => process.exit());
