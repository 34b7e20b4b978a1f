import type { Outcome } from './simulation.ts';

const MS_PER_HOUR = 3_600_000;
const MS_PER_S = 1_000;

/** Adds up what seeds have shown. */
export class Summary {
  #hands = 0;
  #entries = 0;
  #crashes = 0;
  #partitions = 0;
  #takeovers = 0;
  #simulatedMs = 0;
  #coreMs = 0;
  seeds = 0;
  failures = 0;

  /** @param coreMs how long one core played it */
  add(outcome: Outcome, coreMs: number): void {
    this.seeds += 1;
    this.#hands += outcome.hands;
    this.#entries += outcome.entries;
    this.#crashes += outcome.crashes;
    this.#partitions += outcome.partitions;
    this.#takeovers += outcome.takeovers;
    this.#simulatedMs += outcome.simulatedMs;
    this.#coreMs += coreMs;
    if (outcome.failure !== null) this.failures += 1;
  }

  lines(): string[] {
    const perSecond = this.#entries / Math.max(this.#coreMs / MS_PER_S, 0.001);
    return [
      `${this.seeds} seeds, ${this.#hands} hands, ${this.#entries} committed entries`,
      `${this.#crashes} crashes, ${this.#partitions} partitions, ${this.#takeovers} takeovers`,
      `${(this.#simulatedMs / MS_PER_HOUR).toFixed(1)} simulated hours in ${(this.#coreMs / MS_PER_HOUR).toFixed(2)} core-hours`,
      `${perSecond.toFixed(0)} committed entries a second on one core`,
      `${this.failures} failures`,
    ];
  }
}
