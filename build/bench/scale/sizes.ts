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

/** A slow disk makes some hundred syncs a second, and SQLite needs one for each input: a round of a thousand takes seconds. */
export const SIZES: Readonly<Record<'quick' | 'full', readonly Size[]>> = {
  full: [
    { tables: 100, open: 100, inputsEach: 8, rounds: 5, woken: 100 },
    { tables: 1_000, open: 1_000, inputsEach: 1, rounds: 3, woken: 200 },
    { tables: 10_000, open: 1_000, inputsEach: 1, rounds: 3, woken: 200 },
  ],
  quick: [{ tables: 60, open: 30, inputsEach: 4, rounds: 2, woken: 10 }],
};
