import type { Notice } from '../../ipc.ts';

/** What must never be: thrown by a checker, told by a seed. */
export class Violation extends Error {
  override name = 'Violation';
}

/** Looks at everything that any device shows, as it shows it. */
export interface Checker {
  /** @param device its name @throws Violation */
  saw(device: string, notice: Notice): void;
}
