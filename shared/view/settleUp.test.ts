import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Balance, settleUp } from './settleUp.ts';

const named = (nets: readonly number[]): Balance[] => nets.map((net, at) => ({ name: `P${at}`, net }));

/** Balances of a few small amounts, so that groups that cancel are common; the last evens them out. */
const balances = fc
  .array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 7 })
  .map((nets) => named([...nets, -nets.reduce((sum, net) => sum + net, 0)]));

/** The most groups that cancel, by trying every way to split people. */
function mostGroupsByForce(people: readonly Balance[]): number {
  const [first, ...rest] = people.filter(({ net }) => net !== 0);
  if (!first) return 0;
  let most = 0;
  for (let set = 0; set < 1 << rest.length; set++) {
    const inside = rest.filter((_, at) => set & (1 << at));
    const sum = inside.reduce((total, { net }) => total + net, first.net);
    if (sum !== 0) continue;
    most = Math.max(most, 1 + mostGroupsByForce(rest.filter((_, at) => !(set & (1 << at)))));
  }
  return most;
}

test('after the payments everybody is even', () => {
  fc.assert(
    fc.property(balances, (people) => {
      const left = new Map(people.map(({ name, net }) => [name, net]));
      for (const { from, to, amount } of settleUp(people)) {
        expect(amount).toBeGreaterThan(0);
        left.set(from, (left.get(from) ?? 0) + amount);
        left.set(to, (left.get(to) ?? 0) - amount);
      }
      expect([...left.values()].every((net) => net === 0)).toBe(true);
    }),
  );
});

test('nobody could settle with fewer payments', () => {
  fc.assert(
    fc.property(balances, (people) => {
      const withBalance = people.filter(({ net }) => net !== 0).length;
      expect(settleUp(people)).toHaveLength(withBalance - mostGroupsByForce(people));
    }),
  );
});

test('two pairs settle with two payments, where the greedy way would need three', () => {
  expect(settleUp(named([5, -5, 3, -3]))).toHaveLength(2);
  expect(settleUp(named([7, 2, -4, -5]))).toHaveLength(3);
});

test('ten people take no time', () => {
  expect(settleUp(named([10, 20, 30, 40, 50, -15, -25, -35, -45, -30])).length).toBeLessThan(10);
});

test('balances that do not cancel are refused', () => {
  expect(() => settleUp(named([1, 2]))).toThrow(RangeError);
});
