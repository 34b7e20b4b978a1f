import type { WallClock } from '../wallClock.ts';
import { SWARM_TIMES } from './limits.ts';

export interface RedialPorts {
  readonly clock: WallClock;
  /** From 0 up to 1: devices that lost each other do not call in step. */
  readonly random: () => number;
  /** Calls a device. @returns a function that gives it up; a call that comes to nothing is told to `failed`. */
  readonly dial: (device: string) => () => void;
  readonly isLinked: (device: string) => boolean;
  /** Of two devices that want each other one lets the other call first: two calls at once lead to two links. */
  readonly callsSecond: (device: string) => boolean;
}

interface Wanted {
  pauseMs: number;
  linkedMs: number | null;
  /** Gives up the call, or the wait for the next one. */
  stop: () => void;
}

/** Calls wanted devices again and again, after pauses that double, until each has a link. */
export class Redial {
  readonly #ports: RedialPorts;
  readonly #wanted = new Map<string, Wanted>();

  constructor(ports: RedialPorts) {
    this.#ports = ports;
  }

  has(device: string): boolean {
    return this.#wanted.has(device);
  }

  get isAnybodyMissing(): boolean {
    return [...this.#wanted.keys()].some((device) => !this.#ports.isLinked(device));
  }

  want(device: string): void {
    if (this.#wanted.has(device)) return;
    const wanted = { pauseMs: SWARM_TIMES.redialMinMs, linkedMs: null, stop: () => {} };
    this.#wanted.set(device, wanted);
    if (this.#ports.isLinked(device)) this.linked(device);
    else this.#dialAfter(0, device, wanted);
  }

  unwant(device: string): void {
    this.#wanted.get(device)?.stop();
    this.#wanted.delete(device);
  }

  /** A link to the device has opened, whoever called. */
  linked(device: string): void {
    const wanted = this.#wanted.get(device);
    if (!wanted) return;
    wanted.stop();
    wanted.stop = () => {};
    wanted.linkedMs = this.#ports.clock.steadyMs();
  }

  /** A call came to nothing, or a link was lost. */
  failed(device: string): void {
    const wanted = this.#wanted.get(device);
    if (!wanted || this.#ports.isLinked(device)) return;
    const { clock, random } = this.#ports;
    wanted.stop();
    if (wanted.linkedMs !== null && clock.steadyMs() - wanted.linkedMs >= SWARM_TIMES.goodLinkMs) {
      wanted.pauseMs = SWARM_TIMES.redialMinMs;
    }
    wanted.linkedMs = null;
    const pauseMs = wanted.pauseMs * (0.75 + random() / 2);
    wanted.pauseMs = Math.min(wanted.pauseMs * 2, SWARM_TIMES.redialMaxMs);
    this.#dialAfter(pauseMs, device, wanted);
  }

  /** The network has come back: whoever is missing is called now. */
  hurry(): void {
    for (const [device, wanted] of this.#wanted) {
      if (this.#ports.isLinked(device)) continue;
      wanted.stop();
      wanted.pauseMs = SWARM_TIMES.redialMinMs;
      this.#dialAfter(0, device, wanted);
    }
  }

  close(): void {
    for (const wanted of this.#wanted.values()) wanted.stop();
    this.#wanted.clear();
  }

  #dialAfter(pauseMs: number, device: string, wanted: Wanted): void {
    const delayMs = pauseMs + (this.#ports.callsSecond(device) ? SWARM_TIMES.secondCallMs : 0);
    if (delayMs === 0) this.#dial(device, wanted);
    else wanted.stop = this.#ports.clock.after(delayMs, () => this.#dial(device, wanted));
  }

  #dial(device: string, wanted: Wanted): void {
    const giveUp = this.#ports.dial(device);
    const callOff = this.#ports.clock.after(SWARM_TIMES.dialMs, () => {
      giveUp();
      this.failed(device);
    });
    wanted.stop = () => {
      callOff();
      giveUp();
    };
  }
}
