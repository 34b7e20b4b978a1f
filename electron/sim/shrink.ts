import type { Plan } from './plan.ts';
import type { Outcome } from './simulation.ts';

export interface Shrunk {
  readonly plan: Plan;
  readonly outcome: Outcome;
}

/** So many plays are spent on making a failing plan shorter. */
const PLAYS_MAX = 24;

/**
 * Leaves out of a failing plan what it does not need to fail.
 * @param failed how the whole plan failed
 * @param play plays a plan at the depth at which it failed
 */
export async function shrink(
  plan: Plan,
  failed: Outcome,
  play: (plan: Plan) => Promise<Outcome>,
): Promise<Shrunk> {
  let shortest: Shrunk = { plan, outcome: failed };
  let plays = 0;
  for (let at = plan.steps.length - 1; at >= 0 && plays < PLAYS_MAX; at--) {
    const steps = shortest.plan.steps.filter((_, place) => place !== at);
    if (steps.length === 0) break;
    plays += 1;
    const shorter = { ...shortest.plan, steps };
    const outcome = await play(shorter);
    const isSame = outcome.failure !== null && !outcome.failure.startsWith('empty');
    if (isSame) shortest = { plan: shorter, outcome };
  }
  return shortest;
}
