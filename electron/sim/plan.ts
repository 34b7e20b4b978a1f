import { seededRandom } from '../host/testing/seededRandom.ts';
import { CLAIMS, damagedMax, isDamaging } from './claims.ts';
import { FAULTS, type FaultName } from './faults.ts';

/** One fault of a plan. */
export interface Step {
  readonly fault: FaultName;
  /** Which device, and which other: places in the list of devices. */
  readonly who: number;
  readonly other: number;
  /** Ms of the world's clock since all sit. */
  readonly beginsMs: number;
  readonly lastsMs: number;
  /** What else there is to choose about it. */
  readonly amount: number;
}

/** All of what one seed plays: the same plan is played the same way, byte for byte. */
export interface Plan {
  readonly seed: number;
  readonly peers: number;
  readonly cards: 'stand-in' | 'devices';
  readonly steps: readonly Step[];
}

export interface PlanOptions {
  readonly faults: readonly FaultName[];
  /** Null: the seed chooses. */
  readonly peers: number | null;
  readonly cards: 'stand-in' | 'devices';
}

export const PEERS_MIN = 2;
export const PEERS_MAX = 10;
/** More devices are slower and find little else: the seed seldom chooses them. */
const PEERS_USUAL_MAX = 5;
const STEPS_MAX = 6;
const BEGINS_WITHIN_MS = 40_000;
const LASTS_MS = [30, 500, 3_000, 8_000, 20_000] as const;
const AMOUNT_MAX = 2 ** 31;

/** What a seed plays. @throws RangeError for a number of peers that a table cannot have */
export function planOf(seed: number, { faults, peers, cards }: PlanOptions): Plan {
  if (peers !== null && (peers < PEERS_MIN || peers > PEERS_MAX)) {
    throw new RangeError(`A table has ${PEERS_MIN} to ${PEERS_MAX} devices.`);
  }
  const random = seededRandom(seed ^ 0x5eed);
  const below = (limit: number) => Math.floor(random() * limit);
  const usual = PEERS_MIN + below(PEERS_USUAL_MAX - PEERS_MIN + 1);
  const many = PEERS_USUAL_MAX + 1 + below(PEERS_MAX - PEERS_USUAL_MAX);
  const count = peers ?? (below(20) === 0 ? many : usual);
  const damagedDevice = below(count);
  const steps: Step[] = [];
  for (let left = faults.length > 0 ? 1 + below(STEPS_MAX) : 0; left > 0; left--) {
    const fault = faults[below(faults.length)] as FaultName;
    if (isDamaging(fault) && damagedMax(count) === 0) continue;
    const who = isDamaging(fault) ? damagedDevice : below(count);
    steps.push({
      fault,
      who,
      other: (who + 1 + below(count - 1)) % count,
      beginsMs: below(BEGINS_WITHIN_MS),
      lastsMs: LASTS_MS[below(LASTS_MS.length)] as number,
      amount: below(AMOUNT_MAX),
    });
  }
  if (faults.length > 0) steps.push(...withCrashOrPartition(steps, faults, count, below));
  return withinClaims({ seed, peers: count, cards, steps: steps.sort((a, b) => a.beginsMs - b.beginsMs) });
}

/** Drops clean quits that would leave too few voters beside a damaged one. */
function withinClaims(plan: Plan): Plan {
  const damaged = plan.steps.find(({ fault }) => isDamaging(fault))?.who;
  if (damaged === undefined) return plan;
  const quitters = new Set(plan.steps.flatMap(({ fault, who }) => (fault === 'quits' ? [who] : [])));
  quitters.delete(damaged);
  if (damagedMax(plan.peers - quitters.size) > 0) return plan;
  const steps = plan.steps.filter(({ fault, who }) => fault !== 'quits' || who === damaged);
  return { ...plan, steps };
}

/** A run in which nothing dies and nothing is cut shows nothing: there is at least one such fault where any was asked for. */
function withCrashOrPartition(
  steps: readonly Step[],
  faults: readonly FaultName[],
  count: number,
  below: (limit: number) => number,
): Step[] {
  const strikes = (fault: FaultName) => FAULTS[fault].counts !== 'other';
  if (steps.some(({ fault }) => strikes(fault))) return [];
  const passing = faults.filter(
    (fault) => strikes(fault) && (CLAIMS.passing as readonly FaultName[]).includes(fault),
  );
  const fault = passing[below(Math.max(passing.length, 1))];
  if (!fault) return [];
  const who = below(count);
  const other = (who + 1 + below(count - 1)) % count;
  return [
    { fault, who, other, beginsMs: below(BEGINS_WITHIN_MS), lastsMs: 3_000, amount: below(AMOUNT_MAX) },
  ];
}
