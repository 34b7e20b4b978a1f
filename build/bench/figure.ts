/** One measured number, as it is printed. */
export interface Figure {
  /** Its name among the numbers of `--json`. */
  readonly name: string;
  readonly about: string;
  readonly value: number;
  /** 'x' for a ratio; empty for a plain count. */
  readonly unit: string;
  /** What it should be; absent: it is only told. */
  readonly goal?: Goal;
}

export interface Goal {
  readonly words: string;
  readonly isMet: boolean;
}

/** How thoroughly to measure, and where to say what is being done. */
export interface BenchRun {
  /** Fewer repetitions than a figure needs: to see that the benches work. */
  readonly quick: boolean;
  readonly tell: (line: string) => void;
}

export interface Bench {
  readonly name: string;
  /** @throws Error when what is measured does not even work */
  readonly measure: (run: BenchRun) => Promise<readonly Figure[]>;
}

export interface BenchGroup {
  readonly name: string;
  readonly about: string;
  readonly benches: readonly Bench[];
}

export function atMost(value: number, limit: number, unit = 'x'): Goal {
  return { words: `at most ${limit}${unit}`, isMet: value <= limit };
}

export function atLeast(value: number, limit: number, unit = 'x'): Goal {
  return { words: `at least ${limit}${unit}`, isMet: value >= limit };
}
