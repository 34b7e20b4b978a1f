import { FAST_FAULT_NAMES } from './fast/fastFaults.ts';
import { simulateFast } from './fast/fastSimulation.ts';
import { FAULT_NAMES, type FaultName } from './faults.ts';
import type { Plan } from './plan.ts';
import { type Outcome, simulate } from './simulation.ts';

export type Depth = 'full' | 'fast';

interface Played {
  /** What is real at this depth, in words. */
  readonly words: string;
  readonly faults: readonly FaultName[];
  readonly play: (plan: Plan) => Promise<Outcome>;
}

/** How much of the app is played with. */
export const DEPTHS: Readonly<Record<Depth, Played>> = {
  full: {
    words: 'whole table hosts, their documents, disk code and wire',
    faults: FAULT_NAMES,
    play: simulate,
  },
  fast: {
    words: 'the agreement and the table program; stand-ins for documents, files, links, keys and cards',
    faults: FAST_FAULT_NAMES,
    play: (plan) => simulateFast(plan),
  },
};

export function isDepth(text: string): text is Depth {
  return Object.hasOwn(DEPTHS, text);
}
