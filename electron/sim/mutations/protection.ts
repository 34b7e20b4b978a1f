import type { DrillName } from './drills/index.ts';

/** One place of the app's source, and what stands there once a protection is taken away. */
export interface Edit {
  /** From the top folder. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/**
 * Something that the app does so that its promise holds, and a way to take it away. The app itself has no switches: the
 * text is changed while a copy of it is bundled, for one drill in one process.
 */
export interface Protection {
  readonly name: string;
  /** What goes wrong without it, as a sentence. */
  readonly without: string;
  readonly drill: DrillName;
  /** Where a protection has a second line of defence that would hide its loss, that one goes too. */
  readonly edits: readonly Edit[];
  /** Within so many seeds the drill must notice. */
  readonly seedsMax: number;
}
