import type { Story } from './effects.ts';
import type { Plain } from './plain.ts';

/** Where a hand begins. */
export interface Opening {
  /** The table's id. */
  readonly table: Uint8Array;
  readonly hand: number;
}

/** A version of a table's rules. What it returns is where the next hand starts. */
export interface Program {
  readonly version: number;
  /** Plays one hand from a checkpoint's game to the next. */
  play(game: Plain, opening: Opening): Story<Plain>;
}

/** The programs this app can play: the newest, and those of hands that may still be open. */
export class Programs {
  readonly #byVersion: ReadonlyMap<number, Program>;
  readonly newest: Program;

  constructor(programs: readonly [Program, ...Program[]]) {
    this.#byVersion = new Map(programs.map((program) => [program.version, program]));
    this.newest = programs.reduce((a, b) => (b.version > a.version ? b : a));
  }

  /** @throws UnknownProgram when this app does not carry the version. */
  of(version: number): Program {
    const program = this.#byVersion.get(version);
    if (!program) throw new UnknownProgram(version, version < this.newest.version);
    return program;
  }
}

export class UnknownProgram extends Error {
  override name = 'UnknownProgram';
  constructor(
    readonly version: number,
    isOlder = false,
  ) {
    super(
      isOlder
        ? `This hand was begun by program version ${version}, which this Evertable no longer plays.`
        : `This hand is played by program version ${version}. Please update Evertable.`,
    );
  }
}
