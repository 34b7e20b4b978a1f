import { FAULT_NAMES } from '../../faults.ts';
import { planOf } from '../../plan.ts';
import { simulate } from '../../simulation.ts';

/** What `npm run sim` plays for a seed, with all faults. */
export async function simulationDrill(seed: number): Promise<string | null> {
  const { failure } = await simulate(planOf(seed, { faults: FAULT_NAMES, peers: null, cards: 'stand-in' }));
  return failure;
}
