import { describe, expect, test } from 'vitest';
import { type PlanOptions, planOf } from '../plan.ts';
import { FAST_FAULT_NAMES } from './fastFaults.ts';
import { simulateFast } from './fastSimulation.ts';

const ALL: PlanOptions = { faults: FAST_FAULT_NAMES, peers: null, cards: 'stand-in' };

test('a seed plays the same way every time', async () => {
  const plan = planOf(15, ALL);
  const once = await simulateFast(plan);
  expect(await simulateFast(plan)).toEqual(once);
  expect(once.failure).toBeNull();
});

test('without faults nobody dies, nobody takes over, and the table plays at once', async () => {
  const outcome = await simulateFast(planOf(7, { ...ALL, faults: [], peers: 6 }), { quietHands: 20 });
  expect(outcome).toMatchObject({ failure: null, crashes: 0, partitions: 0, takeovers: 0 });
  expect(outcome.hands).toBeGreaterThan(20);
});

test('devices that each play everything by themselves come to the same state', async () => {
  const outcome = await simulateFast(planOf(16, ALL));
  expect(outcome.failure).toBeNull();
});

// A budget, not a proof: `npm run sim -- --depth fast` plays more.
describe('seeds through all faults', () => {
  const FROM = 2_001;
  const BLOCKS = 5;
  const BLOCK = 10;
  for (let block = 0; block < BLOCKS; block++) {
    const [first, last] = [FROM + block * BLOCK, FROM + (block + 1) * BLOCK - 1];
    test(`seeds ${first} to ${last}`, async () => {
      for (let seed = first; seed <= last; seed++) {
        const { failure, trace } = await simulateFast(planOf(seed, ALL));
        const again = `npm run sim -- --depth fast --seeds ${seed}..${seed} --words`;
        expect(failure, `${again}\n${trace.join('\n')}`).toBeNull();
      }
    });
  }
});
