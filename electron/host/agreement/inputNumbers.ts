/**
 * The numbers that devices of this installation have given to their inputs. They are for life: two inputs under one number
 * are proof of cheating, so a table that is opened again in the same run goes on with the numbers it had.
 */
export class InputNumbers {
  readonly #used = new Map<string, number>();
  readonly #boot: number;

  /**
   * @param boot rises with every start of this device. Numbers begin there: a device that has not caught up with the
   * journal, or whose disk is an old copy, cannot know which numbers it has used before.
   */
  constructor(boot: number) {
    this.#boot = boot;
  }

  /**
   * A number above all that this device's inputs had at that table.
   * @param table, device hex
   * @param taken the highest that the table's journal has
   */
  next(table: string, device: string, taken: number): number {
    const name = `${table}/${device}`;
    const number = Math.max(taken, this.#used.get(name) ?? this.#boot) + 1;
    this.#used.set(name, number);
    return number;
  }
}
