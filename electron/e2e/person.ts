import type { AppWindow } from './appWindow.ts';
import type { Random } from './random.ts';
import type { TableReading } from './tableReading.ts';

const RAISES = 0.15;
const FOLDS = 0.2;

/** Somebody who plays at the window: quickly, not well, never waiting for the rest of a hand that is lost. */
export class Person {
  readonly #window: AppWindow;
  readonly #random: Random;

  constructor(window: AppWindow, random: Random) {
    this.#window = window;
    this.#random = random;
  }

  /** Does what there is to do at the table that is shown; resolves to whether that was an act in a hand. */
  async respondTo({ isMyTurn, isPaused }: TableReading): Promise<boolean> {
    if (isPaused) return false;
    // While an act is on its way its buttons cannot be pressed again.
    if (isMyTurn) return this.#act();
    (await this.#window.press('buy-in-confirm')) || (await this.#window.press('next-hand'));
    return false;
  }

  async #act(): Promise<boolean> {
    const wish = this.#random.next();
    if (wish < RAISES && (await this.#window.press('action-raise'))) return true;
    if (await this.#window.press('action-check')) return true;
    if (wish < RAISES + FOLDS && (await this.#window.press('action-fold'))) return true;
    return (await this.#window.press('action-call')) || this.#window.press('action-fold');
  }
}
