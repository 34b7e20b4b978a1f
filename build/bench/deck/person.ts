import type { Command } from '../../../electron/ipc.ts';
import { PLAIN_RULES, type Settings } from '../../../shared/table/settings.ts';
import type { TableView } from '../../../shared/view/tableView.ts';
import type { SkippingClock } from './skippingClock.ts';

const QUICK_FOLD_MS = 600;
const THOUGHT_MS = 2_000;

/** Two hundred big blinds, filled up whenever they run low. */
export const BUSY_SETTINGS = {
  ...PLAIN_RULES,
  smallBlind: 1,
  bigBlind: 2,
  minBuyIn: 40,
  maxBuyIn: 400,
} as const satisfies Omit<Settings, 'maxSeats'>;

/** Plays as a person does, with time to think; every second hand is folded as soon as it can be. */
export class Person {
  readonly #clock: SkippingClock;
  #last = '';

  constructor(clock: SkippingClock) {
    this.#clock = clock;
  }

  see({ tableId, handNumber: hand, actor, legal, rebuy }: TableView, say: (command: Command) => void): void {
    if (rebuy)
      this.#once(`${hand}/rebuy`, THOUGHT_MS, () => say({ type: 'topUp', tableId, amount: rebuy.max }));
    if (!legal || !actor) return;
    const folds = !legal.canCheck && hand % 2 === 0;
    const type = folds ? 'fold' : legal.canCheck ? 'check' : 'call';
    this.#once(`${hand}/${actor.turn}`, folds ? QUICK_FOLD_MS : THOUGHT_MS, () =>
      say({ type: 'act', tableId, hand, turn: actor.turn, action: { type } }),
    );
  }

  #once(name: string, afterMs: number, work: () => void): void {
    if (this.#last === name) return;
    this.#last = name;
    this.#clock.after(afterMs, work);
  }
}
