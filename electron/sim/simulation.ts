import { isSame } from '../host/testing/friendsTable.ts';
import { NEVER_HAPPENED } from '../host/testing/virtualClock.ts';
import { World, type WorldDevice } from '../host/testing/world.ts';
import type { Notice } from '../ipc.ts';
import { type Checker, Violation } from './checkers/checker.ts';
import { Chips } from './checkers/chips.ts';
import { Health } from './checkers/health.ts';
import { Hosts } from './checkers/hosts.ts';
import { OneHistory } from './checkers/oneHistory.ts';
import { OneHostATerm } from './checkers/oneHostATerm.ts';
import { Secrecy } from './checkers/secrecy.ts';
import { isDamaging, RECOVERY_MS } from './claims.ts';
import { type End, FAULTS, switchOn } from './faults.ts';
import { Person } from './person.ts';
import type { Plan, Step } from './plan.ts';
import { NAMES, wordsOf } from './stepWords.ts';

/** What one seed has shown. */
export interface Outcome {
  readonly seed: number;
  readonly peers: number;
  readonly hands: number;
  readonly entries: number;
  readonly crashes: number;
  readonly partitions: number;
  readonly takeovers: number;
  /** Of the world's clock. */
  readonly simulatedMs: number;
  /** The last state that all agreed upon, hex: one seed, one state. */
  readonly stateHash: string;
  /** Null: all held. */
  readonly failure: string | null;
  /** What happened, in words, oldest first. */
  readonly trace: readonly string[];
}

/** Of a seed that came to no end: all that is known is that it failed, and why. */
export function notPlayed(seed: number, failure: string): Outcome {
  return {
    ...{ seed, peers: 0, hands: 0, entries: 0, crashes: 0, partitions: 0, takeovers: 0, simulatedMs: 0 },
    ...{ stateHash: '', failure, trace: [] },
  };
}

export const HANDS_MIN = 3;
/** Turns of the loop: far more than any plan needs. */
const TURNS_MAX = 3_000_000;
const SETTINGS = { actionClockMs: 15_000, timeBankMs: 5_000, minBuyIn: 40, maxBuyIn: 200, maxSeats: 10 };
const MS_PER_S = 1_000;

/** Plays a plan: whole table hosts on one clock, one network and disks of memory. Never throws for what the table does. */
export async function simulate(plan: Plan): Promise<Outcome> {
  const simulation = new Simulation(plan);
  return simulation.run();
}

class Simulation {
  readonly #plan: Plan;
  readonly #world: World;
  readonly #trace: string[] = [];
  readonly #history = new OneHistory();
  readonly #hosts = new Hosts();
  readonly #terms = new OneHostATerm();
  readonly #damaged = new Set<WorldDevice>();
  /** Devices whose keys lie: what they say of themselves counts for nothing, and they do not come back. */
  readonly #lost = new Set<WorldDevice>();
  readonly #checkers: readonly Checker[];
  readonly #devices: WorldDevice[] = [];
  #people: Person[] = [];
  #tableId = '';
  #hands = 0;
  #crashes = 0;
  #partitions = 0;
  #violation: Error | null = null;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#world = new World(plan.seed, { cards: plan.cards });
    const mayBeAccused = (name: string) => [...this.#damaged].some((device) => device.name === name);
    const mayStop = (name: string) => mayBeAccused(name) || this.#hasDiskFaults(name);
    const health = new Health({ mayStop, mayBeAccused });
    this.#checkers = [this.#history, this.#hosts, new Chips(), new Secrecy(), health];
  }

  async run(): Promise<Outcome> {
    let failure: string | null = null;
    try {
      await this.#sitDown();
      await this.#playThroughFaults();
      await this.#recover('after the faults');
      await this.#loseAllPower();
      await this.#playOn();
      failure = this.#emptiness();
    } catch (error) {
      failure = this.#failureOf(error as Error);
    }
    const best = this.#sound().find(({ view }) => view !== null)?.view ?? null;
    return {
      seed: this.#plan.seed,
      peers: this.#plan.peers,
      hands: this.#hands,
      entries: this.#history.lastSeq,
      crashes: this.#crashes,
      partitions: this.#partitions,
      takeovers: this.#hosts.takeovers,
      simulatedMs: this.#world.clock.steadyMs(),
      stateHash: best?.stateHash ?? '',
      failure,
      trace: this.#trace,
    };
  }

  async #sitDown(): Promise<void> {
    const names = NAMES.slice(0, this.#plan.peers);
    for (const name of names) {
      const device = await this.#world.device(name, (one) => {
        one.onNotice = (notice) => this.#see(one, notice);
      });
      this.#devices.push(device);
    }
    this.#tableId = await this.#world.table(this.#devices, SETTINGS);
    this.#people = this.#devices.map(
      (device, at) => new Person(this.#world, device, this.#tableId, this.#plan.seed * 31 + at),
    );
  }

  async #playThroughFaults(): Promise<void> {
    // Who sat down during the first hand votes after it only: until then one of many could be half of the voters.
    if (this.#plan.steps.some(({ fault }) => isDamaging(fault)))
      await this.#until(() => this.#devices.every(({ voterCount }) => voterCount === this.#devices.length));
    const startMs = this.#world.clock.steadyMs();
    const ends: { readonly atMs: number; readonly step: Step; readonly end: End }[] = [];
    const endUpTo = async (atMs: number) => {
      for (;;) {
        const next = ends.sort((a, b) => a.atMs - b.atMs)[0];
        if (!next || next.atMs > atMs) return;
        ends.shift();
        await this.#until(() => this.#world.clock.steadyMs() >= startMs + next.atMs);
        this.#tell(`it is over that ${wordsOf(next.step)}`);
        await this.#letPass(next.end());
        this.#lookAtDisks();
      }
    };
    for (const step of this.#plan.steps) {
      await endUpTo(step.beginsMs);
      await this.#until(() => this.#world.clock.steadyMs() >= startMs + step.beginsMs);
      const one = this.#devices[step.who] as WorldDevice;
      if (this.#lost.has(one)) continue;
      this.#tell(wordsOf(step));
      const end = await this.#letPass(this.#begin(step, one));
      ends.push({ atMs: step.beginsMs + step.lastsMs, step, end });
    }
    await endUpTo(Number.POSITIVE_INFINITY);
  }

  #begin(step: Step, one: WorldDevice): Promise<End> {
    const { counts } = FAULTS[step.fault];
    if (counts === 'crash') this.#crashes += 1;
    if (counts === 'partition') this.#partitions += 1;
    if (step.fault === 'liar') this.#lost.add(one);
    return FAULTS[step.fault].begin({
      world: this.#world,
      tableId: this.#tableId,
      one,
      others: this.#devices.filter((device) => device !== one && !this.#lost.has(device)),
      other: this.#devices[step.other] as WorldDevice,
      step,
      damaged: (device) => this.#damaged.add(device),
    });
  }

  /** All is whole: everybody who can shows the same, and the table plays on. */
  async #recover(when: string): Promise<void> {
    this.#world.hub.healAll();
    for (const device of this.#devices) {
      if (this.#lost.has(device)) continue;
      device.faults.end();
      device.losesPower = null;
      await this.#letPass(switchOn(device, this.#tableId));
    }
    this.#tell(`all is whole ${when}`);
    const from = this.#hands;
    const limitMs = this.#world.clock.steadyMs() + RECOVERY_MS;
    const isLate = () => this.#world.clock.steadyMs() > limitMs;
    const isWhole = () => this.#hands > from + 1 && isSame(this.#sound());
    await this.#until(() => isWhole() || isLate());
    if (!isWhole()) {
      const seconds = RECOVERY_MS / MS_PER_S;
      throw new Violation(`${seconds} s after all was whole the table does not go on.\n${this.#describe()}`);
    }
    this.#history.survivedAt(this.#sound()[0]?.view?.seq ?? 0);
    this.#lookAtDisks();
  }

  /** What was shown as final is on the disks: the power goes everywhere at once. */
  async #loseAllPower(): Promise<void> {
    this.#tell('the power goes everywhere at once');
    const on = this.#devices.filter(({ isOn }) => isOn);
    for (const device of on) device.kill();
    this.#crashes += this.#plan.steps.length > 0 ? 1 : 0;
    for (const device of on) await this.#letPass(switchOn(device, this.#tableId));
    await this.#recover('after the power came back');
  }

  async #playOn(): Promise<void> {
    await this.#until(() => this.#hands >= HANDS_MIN);
  }

  /** Lets the world go on; everybody plays, and everything that is shown is checked. */
  async #until(isDone: () => boolean): Promise<void> {
    await this.#world.clock.until(() => {
      if (this.#violation) throw this.#violation;
      for (const [at, person] of this.#people.entries()) {
        if (!this.#lost.has(this.#devices[at] as WorldDevice)) person.look();
      }
      return isDone();
    }, TURNS_MAX);
  }

  /** Waits for work that may take the world's time itself, as a start from a slow disk does. */
  async #letPass<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => {});
    await this.#until(() => isDone);
    return done;
  }

  #see(device: WorldDevice, notice: Notice): void {
    if (notice.type === 'table') this.#hands = Math.max(this.#hands, notice.view.handNumber);
    if (this.#lost.has(device)) return;
    try {
      for (const checker of this.#checkers) checker.saw(device.name, notice);
    } catch (error) {
      // It is told where the plan is played: the table that shows it is not to catch it.
      this.#violation ??= error as Error;
    }
  }

  #lookAtDisks(): void {
    const liars = new Set([...this.#damaged].flatMap(({ device }) => device ?? []));
    for (const device of this.#sound()) this.#terms.look(device.name, device.disk, liars);
  }

  /** Devices that are held to the promise to the end: not who lies, nor whose rotten disk holds no table that could be read. */
  #sound(): WorldDevice[] {
    const isRuined = (device: WorldDevice) => this.#damaged.has(device) && device.view === null;
    return this.#devices.filter((device) => !this.#lost.has(device) && !isRuined(device));
  }

  #hasDiskFaults(name: string): boolean {
    const disk: readonly string[] = ['fullDisk', 'syncFails', 'slowSync', 'powerCutAtCall'];
    return this.#plan.steps.some(
      ({ fault, who }) => disk.includes(fault) && this.#devices[who]?.name === name,
    );
  }

  #emptiness(): string | null {
    if (this.#hands < HANDS_MIN) return `empty: only ${this.#hands} hands were played`;
    const isStruck = this.#crashes + this.#partitions > 0;
    return this.#plan.steps.length > 0 && !isStruck ? 'empty: nothing died and nothing was cut' : null;
  }

  #failureOf(error: Error): string {
    if (error instanceof Violation) return error.message;
    if (error.message === NEVER_HAPPENED) return `The world stands still.\n${this.#describe()}`;
    return error.stack ?? error.message;
  }

  #describe(): string {
    return this.#devices.map((device) => `  ${device.describe()}`).join('\n');
  }

  #tell(words: string): void {
    const atS = (this.#world.clock.steadyMs() / MS_PER_S).toFixed(2);
    this.#trace.push(`${atS} s, hand ${this.#hands}, entry ${this.#history.lastSeq}: ${words}`);
  }
}
