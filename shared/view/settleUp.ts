/** Somebody's result: positive, they are owed; negative, they owe. */
export interface Balance {
  readonly name: string;
  readonly net: number;
}

export interface Payment {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/** Beyond so many people with a balance the fewest payments are not searched for: it takes n 2^n steps, at every view. */
export const EXACT_PEOPLE_MAX = 12;

/**
 * Who pays whom so that everybody is even, in the fewest payments. People fall into groups whose balances cancel; a group
 * of k is settled with k-1 payments, so the most groups mean the fewest payments (minimum zero-sum partition).
 * @param balances that sum to zero
 * @throws RangeError when they do not
 */
export function settleUp(balances: readonly Balance[]): Payment[] {
  const open = balances.filter(({ net }) => net !== 0);
  if (open.reduce((sum, { net }) => sum + net, 0) !== 0) throw new RangeError('these balances do not cancel');
  const groups = open.length <= EXACT_PEOPLE_MAX ? mostGroups(open) : [open];
  return groups.flatMap(settleGroup);
}

/** Splits people into as many groups that cancel as there can be: best[set] is the most groups within a set. */
function mostGroups(people: readonly Balance[]): Balance[][] {
  const sets = 1 << people.length;
  const sums = new Float64Array(sets);
  const best = new Int8Array(sets);
  /** The person whose removal leaves the best smaller set. */
  const last = new Int8Array(sets).fill(-1);
  for (let set = 1; set < sets; set++) {
    const lowest = 31 - Math.clz32(set & -set);
    sums[set] = (sums[set & (set - 1)] ?? 0) + (people[lowest]?.net ?? 0);
    let most = -1;
    for (let person = 0; person < people.length; person++) {
      if ((set & (1 << person)) === 0) continue;
      const rest = best[set ^ (1 << person)] ?? 0;
      if (rest > most) {
        most = rest;
        last[set] = person;
      }
    }
    best[set] = most + (sums[set] === 0 ? 1 : 0);
  }
  const groups: Balance[][] = [];
  let group: Balance[] = [];
  for (let set = sets - 1; set > 0; ) {
    if (sums[set] === 0 && group.length > 0) {
      groups.push(group);
      group = [];
    }
    const person = last[set] ?? 0;
    group.push(people[person] as Balance);
    set ^= 1 << person;
  }
  return group.length > 0 ? [...groups, group] : groups;
}

/** The largest debtor pays the largest creditor, again and again: at most one payment fewer than there are people. */
function settleGroup(group: readonly Balance[]): Payment[] {
  const owed = group.filter(({ net }) => net > 0).map((balance) => ({ ...balance }));
  const owing = group.filter(({ net }) => net < 0).map(({ name, net }) => ({ name, net: -net }));
  const payments: Payment[] = [];
  while (owed.length > 0 && owing.length > 0) {
    owed.sort((a, b) => b.net - a.net);
    owing.sort((a, b) => b.net - a.net);
    const [to, from] = [owed[0] as { name: string; net: number }, owing[0] as { name: string; net: number }];
    const amount = Math.min(to.net, from.net);
    payments.push({ from: from.name, to: to.name, amount });
    to.net -= amount;
    from.net -= amount;
    if (to.net === 0) owed.shift();
    if (from.net === 0) owing.shift();
  }
  return payments;
}
