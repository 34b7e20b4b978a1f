import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../host/bots/chance.ts';
import type { Line } from './badLine.ts';
import { type Device, untilAny } from './device.ts';
import { type Blow, type BlowLimits, linesOf, nextBlow } from './faults.ts';
import { Players } from './players.ts';
import type { Testimony } from './testimony.ts';

export interface TortureCounts {
  readonly kills: number;
  /** Of them, of the device that hosted. */
  readonly hostKills: number;
  /** How often everybody was killed at once. */
  readonly allKilled: number;
  readonly pauses: number;
  /** How often lines were cut, held or delayed. */
  readonly badLines: number;
  /** How often somebody else hosted than before. */
  readonly takeovers: number;
}

export interface TortureOptions {
  readonly devices: readonly Device[];
  readonly tableId: string;
  readonly random: Random;
  readonly testimony: Testimony;
  readonly tell: (words: string) => void;
  readonly limits: BlowLimits;
  /** Once nothing is done to them any more they must be back, and then have played on, within this each. */
  readonly recoveryLimitMs: number;
}

/** After so many kills it is said how far the run is. */
const TELL_EVERY = 50;
const GOOD_LINES: ReadonlyMap<string, Line> = new Map();

/** Devices at one table while blows fall on them. */
export class Torture {
  readonly #options: TortureOptions;
  readonly #players: Players;
  /** The devices' keys, hex, as far as they are known. */
  readonly #keys: (string | null)[];
  readonly #counts = { kills: 0, hostKills: 0, allKilled: 0, pauses: 0, badLines: 0, takeovers: 0 };
  #lines: ReadonlyMap<string, Line> = GOOD_LINES;
  #lastHost: string | null = null;
  #arePlaying = true;
  /** What is to be undone of a blow. */
  readonly #undoing = new Set<Promise<void>>();
  #isOver = false;
  #onShown = () => {};

  constructor(options: TortureOptions) {
    const { devices, random, testimony } = options;
    this.#options = options;
    this.#players = new Players(devices, random, testimony);
    this.#keys = devices.map(() => null);
    for (const [at, device] of devices.entries()) device.onChange(() => this.#hear(at, device));
  }

  get counts(): TortureCounts {
    return { ...this.#counts };
  }

  /**
   * Strikes until so many kills are done, or it is time; then everybody is killed once more, and all must come back.
   * @param endMs by the steady clock
   * @returns how long they took, ms
   */
  async run(kills: number, endMs: number): Promise<number> {
    const { devices, random, testimony, limits, recoveryLimitMs } = this.#options;
    const isFaulty = () => testimony.faults.length > 0;
    while (this.#counts.kills < kills && performance.now() < endMs && !isFaulty()) {
      const host = devices.findIndex(({ people, isOn }) => isOn && people?.isHost === true);
      const blow = nextBlow(devices.length, host === -1 ? null : host, random, limits);
      await this.#progressed(blow.afterEntries, limits.patienceMs);
      await delay(blow.afterMs);
      this.#strike(blow, host);
    }
    this.#isOver = true;
    this.#setLines(GOOD_LINES);
    for (const at of devices.keys()) this.#kill(at, 0);
    this.#counts.allKilled += 1;
    const startMs = performance.now();
    await Promise.all(this.#undoing);
    for (const device of devices) device.goOn();
    await untilAny(devices, 'all to show the same again', () => this.#isSame(), recoveryLimitMs);
    const tookMs = performance.now() - startMs;
    const hand = testimony.hands;
    await untilAny(
      devices,
      'another hand to be played',
      () => devices.every(({ view }) => (view?.handNumber ?? 0) > hand),
      recoveryLimitMs,
    );
    this.#arePlaying = false;
    const shown = testimony.lastSeq;
    await untilAny(
      devices,
      'all to come to rest at the same entry',
      () => this.#isSame() && testimony.lastSeq >= shown,
    );
    return tookMs;
  }

  /** So many more entries have been shown, or none came for too long: what nobody can play on with is struck again. */
  async #progressed(entries: number, patienceMs: number): Promise<void> {
    const { testimony } = this.#options;
    const wanted = testimony.lastSeq + entries;
    if (entries === 0) return;
    const over = new AbortController();
    await Promise.race([
      new Promise<void>((resolve) => {
        this.#onShown = () => {
          if (testimony.lastSeq >= wanted || testimony.faults.length > 0) resolve();
        };
      }),
      delay(patienceMs, undefined, { signal: over.signal }),
    ]);
    this.#onShown = () => {};
    over.abort();
  }

  /** Everybody is on, and shows the very same, up to the last that anybody was shown. */
  #isSame(): boolean {
    const { devices, testimony } = this.#options;
    return devices.every(
      ({ view, isOn }) =>
        isOn && view?.seq === testimony.lastSeq && view.stateHash === devices[0]?.view?.stateHash,
    );
  }

  #strike({ kill, pause, lines }: Blow, host: number): void {
    const { devices } = this.#options;
    if (lines) {
      this.#counts.badLines += 1;
      this.#setLines(lines.of);
      this.#later(lines.forMs, () => {
        if (this.#lines === lines.of) this.#setLines(GOOD_LINES);
      });
    }
    for (const { at, forMs } of pause) {
      const device = devices[at] as Device;
      if (!device.isOn || device.isPaused) continue;
      this.#counts.pauses += 1;
      device.pause();
      this.#later(forMs, () => device.goOn());
    }
    const up = kill.filter(({ at }) => devices[at]?.isOn);
    if (up.length === devices.length) this.#counts.allKilled += 1;
    for (const { at, downMs } of up) {
      if (at === host) this.#counts.hostKills += 1;
      this.#kill(at, downMs);
    }
  }

  /** SIGKILL, and a new start after a while. */
  #kill(at: number, downMs: number): void {
    const { devices, tell } = this.#options;
    const device = devices[at] as Device;
    if (!device.isOn) return;
    this.#counts.kills += 1;
    if (this.#counts.kills % TELL_EVERY === 0) tell(this.#progress());
    this.#players.died(device);
    const gone = device.kill();
    this.#undo(async () => {
      await gone;
      if (!this.#isOver) await delay(downMs);
      await device.launch();
      device.setLines(linesOf(at, this.#lines, this.#keys));
      device.send({ type: 'openTable', tableId: this.#options.tableId });
    });
  }

  #progress(): string {
    const { testimony } = this.#options;
    const { kills, takeovers, pauses, badLines } = this.#counts;
    return `${kills} kills, ${takeovers} takeovers, ${pauses} pauses, ${badLines} bad lines; ${testimony.hands} hands, ${testimony.lastSeq} entries, ${testimony.done.length} moves shown as done.`;
  }

  #setLines(lines: ReadonlyMap<string, Line>): void {
    this.#lines = lines;
    for (const [at, device] of this.#options.devices.entries())
      device.setLines(linesOf(at, lines, this.#keys));
  }

  #later(afterMs: number, work: () => void): void {
    this.#undo(async () => {
      await delay(this.#isOver ? 0 : afterMs);
      work();
    });
  }

  #undo(work: () => Promise<void>): void {
    const done = work()
      .catch((error: Error) => this.#options.testimony.fault(error.message))
      .finally(() => this.#undoing.delete(done));
    this.#undoing.add(done);
  }

  #hear(at: number, device: Device): void {
    const { testimony } = this.#options;
    const { view, people, fault } = device;
    if (fault !== null) testimony.fault(fault);
    for (const words of device.errors.splice(0)) testimony.fault(`${device.name}'s host says: ${words}`);
    this.#keys[at] ??= people?.people.find(({ isMe }) => isMe)?.device ?? null;
    const host = people?.host ?? null;
    if (host !== null && host !== this.#lastHost && people?.isHost) {
      if (this.#lastHost !== null) this.#counts.takeovers += 1;
      this.#lastHost = host;
    }
    if (!device.isOn || view === null) return;
    testimony.saw(device.name, view);
    this.#onShown();
    if (this.#arePlaying) this.#players.act();
  }
}
