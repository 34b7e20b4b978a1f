/** Something that reads what comes from outside, and what it must keep to whatever that is. */
export interface FuzzTarget {
  readonly name: string;
  /** How valid input is built: what the generators know of it. */
  readonly shape: 'bytes' | 'cbor' | 'json' | 'text';
  /** Valid inputs to begin with: at least one, each read without a refusal. */
  readonly samples: () => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  /**
   * Reads one input. Returns a word for what came of it: inputs with another outcome than those before are kept and
   * changed further. Throws a refusal, or a `FuzzFault` where what was read is not what it must be.
   */
  readonly read: (bytes: Uint8Array) => string | Promise<string>;
  /** Names of the errors by which it may refuse. Any other is a fault. */
  readonly refusals: readonly string[];
  /** Its edge gives it no more than this. */
  readonly sizeMaxBytes: number;
  /** One input takes no longer than this on a busy machine, ms, */
  readonly timeMaxMs: number;
  /** and no more memory than this, what is collected later included. */
  readonly memoryMaxBytes: number;
  /** What one run costs beside those of other targets; left out: 1. */
  readonly cost?: number;
}

/** What was read breaks a rule of its own, beyond being read. */
export class FuzzFault extends Error {
  override name = 'FuzzFault';
}

/** Throws FuzzFault unless `holds`. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new FuzzFault(what);
}
