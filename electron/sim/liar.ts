import type { Message } from '../../shared/protocol.ts';
import type { RawMember } from '../host/testing/rawMember.ts';
import { seededRandom } from '../host/testing/seededRandom.ts';
import type { World, WorldDevice } from '../host/testing/world.ts';

/** It says something so often. */
const PAUSE_MS = 150;
/** Now and then it says so many things at once. */
const FLOOD = 40;

/**
 * A device whose key lies: it replays what it has heard, to others too, with bytes and numbers changed, withholds the rest,
 * and floods. What it signs itself it signs with its own key, as any cheat could.
 */
export class Liar {
  readonly #world: World;
  readonly #raw: RawMember;
  readonly #others: readonly WorldDevice[];
  readonly #random: () => number;
  #isStopped = false;

  constructor(world: World, raw: RawMember, others: readonly WorldDevice[], seed: number) {
    this.#world = world;
    this.#raw = raw;
    this.#others = others;
    this.#random = seededRandom(seed);
    this.#lie();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#raw.leave();
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #lie(): void {
    if (this.#isStopped) return;
    for (let left = this.#below(20) === 0 ? FLOOD : 1; left > 0; left--) this.#sayOne();
    this.#world.clock.after(PAUSE_MS, () => this.#lie());
  }

  #sayOne(): void {
    const { heard } = this.#raw;
    const message = heard[heard.length - 1 - this.#below(Math.min(heard.length, 200))];
    const to = this.#others[this.#below(this.#others.length)];
    if (!message || !to || !this.#raw.isLinked(to)) return;
    const said = this.#below(3) === 0 ? message : (this.#changed(message) as Message);
    try {
      this.#raw.sayAnything(to, said);
    } catch {
      // It fits no frame: nobody hears it.
    }
  }

  /** The same value with something in it changed. */
  #changed(value: unknown): unknown {
    if (value instanceof Uint8Array) {
      const bytes = Uint8Array.from(value);
      if (bytes.length > 0) bytes[this.#below(bytes.length)] = this.#below(256);
      return bytes;
    }
    if (typeof value === 'number') return Math.max(0, value + this.#below(5) - 1);
    if (typeof value === 'boolean') return !value;
    if (Array.isArray(value)) {
      const at = this.#below(value.length);
      return value.map((inner: unknown, place) => (place === at ? this.#changed(inner) : inner));
    }
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value);
      // The kind of a message stays: otherwise it is only noise.
      const names = entries.map(([name]) => name).filter((name) => name !== 'type' && name !== 'table');
      const chosen = names[this.#below(names.length)];
      return Object.fromEntries(
        entries.map(([name, inner]) => [name, name === chosen ? this.#changed(inner) : inner]),
      );
    }
    return value;
  }
}
