/** A stack of chips for an amount: what is drawn, not what is owned. */

/** Chip values, largest first; each has its own colour in ChipStack.css (chip-0 is the largest). */
export const CHIP_VALUES = [100_000, 25_000, 5_000, 1_000, 500, 100, 25, 5, 1] as const;

/** More than this is no longer read as a number, only as "many". */
const CHIPS_MAX_DRAWN = 6;

/** Indices into CHIP_VALUES, bottom of the stack first: the fewest chips, and never more than can be drawn. */
export function chipStack(amount: number): number[] {
  const stack: number[] = [];
  let rest = amount;
  CHIP_VALUES.forEach((value, index) => {
    while (rest >= value && stack.length < CHIPS_MAX_DRAWN) {
      stack.push(index);
      rest -= value;
    }
  });
  return stack;
}
