/** How many tables are measured, and how much is played at them. */
export interface Size {
  readonly tables: number;
  /** So many of them are played at. */
  readonly open: number;
  /** Inputs of each open table in a round. */
  readonly inputsEach: number;
  readonly rounds: number;
  /** So many are woken one after the other. */
  readonly woken: number;
}

/** A slow disk lets SQLite make some hundred inputs durable a second: a round is so long that it takes seconds. */
export const SIZES: Readonly<Record<'quick' | 'full', readonly Size[]>> = {
  full: [
    { tables: 100, open: 100, inputsEach: 24, rounds: 5, woken: 100 },
    { tables: 1_000, open: 1_000, inputsEach: 5, rounds: 3, woken: 200 },
    { tables: 10_000, open: 1_000, inputsEach: 5, rounds: 3, woken: 200 },
  ],
  quick: [
    { tables: 20, open: 20, inputsEach: 10, rounds: 2, woken: 10 },
    { tables: 200, open: 50, inputsEach: 5, rounds: 2, woken: 10 },
  ],
};
