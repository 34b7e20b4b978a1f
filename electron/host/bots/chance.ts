/** A source of numbers in [0, 1), as from a seeded generator. */
export type Random = () => number;

/** True with the given probability, 0 .. 1. */
export function happens(probability: number, random: Random): boolean {
  return random() < probability;
}

/** One of the items, each as likely. Throws RangeError when there are none. */
export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('there is nothing to pick from');
  return item;
}

/** A number from `low` up to `high`, each as likely. */
export function between(low: number, high: number, random: Random): number {
  return low + (high - low) * random();
}

/** The items in an order drawn by lot. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0] as T);
}
