import { certify } from '../../../shared/process/checkpoint.ts';
import { toBytes } from '../../../shared/process/plain.ts';
import { quorumGuard } from '../../../shared/quorum/guard.ts';
import { type Game, newcomer, newGame } from '../../../shared/table/game.ts';
import { tablePrograms } from '../../../shared/table/programs.ts';
import { SETTINGS } from '../../../shared/table/testing/practice.ts';
import { votersOf } from '../../../shared/table/voters.ts';
import { checkpointOfCharter, newCharter } from '../../host/charter.ts';
import { seededRandom } from '../../host/testing/seededRandom.ts';
import { RECOVERY_MS } from '../claims.ts';
import { FAULTS } from '../faults.ts';
import type { Plan, Step } from '../plan.ts';
import type { Outcome } from '../simulation.ts';
import { NAMES, wordsOf } from '../stepWords.ts';
import { FastClock } from './fastClock.ts';
import { FastDevice, type FastDevicePorts } from './fastDevice.ts';
import { DISK_FAILED } from './fastDisk.ts';
import { beginFast } from './fastFaults.ts';
import { fastVerify } from './fastKeys.ts';
import { FastNetwork } from './fastNetwork.ts';
import { FastReplica } from './fastReplica.ts';
import { Places, Words } from './places.ts';
import { Referee } from './referee.ts';

export interface FastOptions {
  /** Hands of a plan without faults. */
  readonly quietHands?: number;
}

const FAST_SETTINGS = { ...SETTINGS, actionClockMs: 15_000, timeBankMs: 5_000, maxSeats: 10 };
const HANDS_MIN = 3;
const QUIET_HANDS = 40;
const BUY_IN = 100;
const MS_PER_S = 1_000;
/** In one seed of so many each device plays everything by itself, as real devices do, and states are compared. */
const ALONE_ONE_IN = 8;
const THOUGHTS_MS = [150, 500, 1_200] as const;
const REOPEN_MS = 500;

/** Plays a plan at the fast depth. Never throws for what the table does. */
export function simulateFast(plan: Plan, options: FastOptions = {}): Promise<Outcome> {
  return new FastSimulation(plan, options).run();
}

class FastSimulation {
  readonly #plan: Plan;
  readonly #options: FastOptions;
  readonly #clock = new FastClock();
  readonly #random: () => number;
  readonly #network: FastNetwork;
  readonly #damaged = new Set<FastDevice>();
  readonly #referee: Referee;
  readonly #devices: FastDevice[] = [];
  readonly #trace: string[] = [];
  #crashes = 0;
  #partitions = 0;
  /** Disks that may fail now, as the plan says. */
  readonly #failing = new Set<FastDevice>();

  constructor(plan: Plan, options: FastOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#random = seededRandom(plan.seed ^ 0xfa57);
    const isQuiet = plan.steps.length === 0;
    this.#network = new FastNetwork({
      clock: this.#clock,
      random: this.#random,
      delays: isQuiet ? { leastMs: 1, mostMs: 1 } : { leastMs: 1, mostMs: 8 },
    });
    this.#referee = new Referee(
      () => this.#devices,
      (device) => this.#damaged.has(device),
    );
  }

  async run(): Promise<Outcome> {
    let failure: string | null = null;
    try {
      await this.#sitDown();
      await this.#playThroughFaults();
      if (this.#plan.steps.length > 0) await this.#comeThrough();
      else await this.#until(() => this.#referee.hands > (this.#options.quietHands ?? QUIET_HANDS));
      failure = this.#emptiness();
    } catch (error) {
      failure = `${(error as Error).message}\n${this.#describe()}`;
    }
    for (const device of this.#devices) device.kill();
    const { hands, lastSeq, takeovers, lastState } = this.#referee;
    return {
      seed: this.#plan.seed,
      peers: this.#plan.peers,
      hands,
      entries: lastSeq,
      crashes: this.#crashes,
      partitions: this.#partitions,
      takeovers: Math.max(0, takeovers),
      simulatedMs: this.#clock.steadyMs(),
      stateHash: lastState,
      failure,
      trace: this.#trace,
    };
  }

  async #sitDown(): Promise<void> {
    const { seed, peers, steps } = this.#plan;
    const words = new Words();
    const guard = quorumGuard({ verify: fastVerify, votersOf });
    const options = { programs: tablePrograms, verify: fastVerify, guard };
    const reached: ConstructorParameters<typeof Places>[2] = (place) => this.#referee.reached(place);
    const shared = new Places(options, words, reached);
    const isAlone = steps.length > 0 && seed % ALONE_ONE_IN === 0;
    const thoughtMs = steps.length === 0 ? 0 : (THOUGHTS_MS[seed % THOUGHTS_MS.length] as number);
    const portsOf = (): FastDevicePorts => ({
      clock: this.#clock,
      network: this.#network,
      places: isAlone ? new Places(options, words, reached) : shared,
      random: this.#random,
      thoughtMs,
      events: {
        committed: (device, entries) => this.#referee.committed(device, entries),
        answered: (device, body, refused) => this.#referee.answered(device, body, refused),
        failed: (device, error) => this.#failed(device, error),
        closed: (device, other, why) =>
          this.#referee.fail(`${device.name} closed its link to ${other}: ${why}`),
        cheated: (device, of, why) => this.#cheated(device, of, why),
      },
    });
    for (const name of NAMES.slice(0, peers)) this.#devices.push(new FastDevice(name, portsOf()));
    const checkpoint = certify(checkpointOfCharter(this.#charter()), null);
    for (const device of this.#devices) {
      const begun = portsOf().places.begin(checkpoint, '');
      const { disk, clock } = device;
      await FastReplica.create(begun, {
        clock,
        disk,
        places: shared,
        verify: fastVerify,
        onEquivocation: () => {},
      });
      this.#start(device);
    }
  }

  /** A table at which all of them sit and vote. */
  #charter(): Uint8Array {
    const [opener] = this.#devices as [FastDevice];
    const game = newGame(opener.device, FAST_SETTINGS, {
      name: opener.name,
      avatar: 0,
      practice: false,
      standIn: true,
    });
    const full: Game = {
      ...game,
      voters: this.#devices.map(({ device }) => device),
      members: this.#devices.map(({ device, name }) => ({
        device,
        name,
        avatar: 0,
        role: 'player',
        state: 'in',
      })),
      seated: this.#devices.map(({ device, name }, seat) =>
        newcomer({ seat, device, name, bot: false, stack: BUY_IN }, game),
      ),
      accounts: this.#devices.map(({ device, name }) => ({ device, name, boughtIn: BUY_IN, cashedOut: 0 })),
    };
    const charter = { name: 'Kitchen', practice: false, createdMs: 0, game: full, carriesOn: null };
    const bytes = (sizeBytes: number) => Uint8Array.from({ length: sizeBytes }, () => this.#random() * 256);
    return toBytes(newCharter(charter, bytes));
  }

  async #playThroughFaults(): Promise<void> {
    const ends: { readonly atMs: number; readonly step: Step; readonly end: () => void }[] = [];
    const endUpTo = async (atMs: number) => {
      for (;;) {
        const next = ends.sort((a, b) => a.atMs - b.atMs)[0];
        if (!next || next.atMs > atMs) return;
        ends.shift();
        await this.#untilMs(next.atMs);
        this.#tell(`it is over that ${wordsOf(next.step)}`);
        next.end();
      }
    };
    for (const step of this.#plan.steps) {
      await endUpTo(step.beginsMs);
      await this.#untilMs(step.beginsMs);
      this.#tell(wordsOf(step));
      ends.push({ atMs: step.beginsMs + step.lastsMs, step, end: this.#begin(step) });
    }
    await endUpTo(Number.POSITIVE_INFINITY);
  }

  #begin(step: Step): () => void {
    const { counts } = FAULTS[step.fault];
    if (counts === 'crash') this.#crashes += 1;
    if (counts === 'partition') this.#partitions += 1;
    const one = this.#devices[step.who] as FastDevice;
    if (step.fault === 'syncFails') this.#failing.add(one);
    return beginFast({
      network: this.#network,
      one,
      other: this.#devices[step.other] as FastDevice,
      all: this.#devices,
      step,
      random: this.#random,
      start: (device) => this.#start(device),
      damaged: (device) => void this.#damaged.add(device),
    });
  }

  async #comeThrough(): Promise<void> {
    await this.#recover('after the faults');
    this.#tell('the power goes everywhere at once');
    this.#crashes += 1;
    for (const device of this.#devices) device.kill();
    for (const device of this.#devices) this.#start(device);
    await this.#recover('after the power came back');
    await this.#until(() => this.#referee.hands >= HANDS_MIN);
  }

  /** All is whole: everybody has the same, and the table plays on. */
  async #recover(when: string): Promise<void> {
    this.#network.healAll();
    this.#failing.clear();
    for (const device of this.#devices) {
      device.disk.syncMs = 0;
      device.disk.fails = () => false;
      this.#start(device);
    }
    this.#tell(`all is whole ${when}`);
    const from = this.#referee.hands;
    const limitMs = this.#clock.steadyMs() + RECOVERY_MS;
    const isWhole = () => this.#referee.hands > from + 1 && this.#isSame();
    await this.#until(() => isWhole() || this.#clock.steadyMs() > limitMs);
    if (!isWhole())
      throw new Error(`${RECOVERY_MS / MS_PER_S} s after all was whole the table does not go on.`);
  }

  /** Everybody has committed all that anybody was told, or all but what is on its way. */
  #isSame(): boolean {
    const { lastSeq } = this.#referee;
    return this.#devices.every(({ agreement }) => agreement?.committedSeq === lastSeq);
  }

  #start(device: FastDevice): void {
    if (device.isOn) return;
    device.start().catch((error: Error) => this.#failed(device, error));
  }

  /** A table whose disk failed is read again; nothing else may go wrong. */
  #failed(device: FastDevice, error: Error): void {
    if (error.message !== DISK_FAILED) {
      this.#referee.fail(`${device.name} stopped: ${error.stack}`);
      return;
    }
    device.kill();
    this.#clock.after(REOPEN_MS, () => this.#start(device));
  }

  /** Nobody here cheats: who seems to is wronged, but for a device that forgot what it said. */
  #cheated(device: FastDevice, of: string, words: string): void {
    const who = this.#devices.find((one) => one.device === of);
    if (who && this.#damaged.has(who)) return;
    this.#referee.fail(`${device.name} holds a proof against ${who?.name}, who is honest: it ${words}`);
  }

  async #until(isDone: () => boolean): Promise<void> {
    await this.#clock.settle();
    while (!isDone()) {
      const isOn = await this.#clock.turn();
      this.#referee.look();
      if (this.#referee.violation) throw this.#referee.violation;
      if (!isOn) throw new Error('The world stands still.');
    }
  }

  #untilMs(atMs: number): Promise<void> {
    let isTime = false;
    this.#clock.after(atMs - this.#clock.steadyMs(), () => {
      isTime = true;
    });
    return this.#until(() => isTime);
  }

  #emptiness(): string | null {
    const { hands } = this.#referee;
    if (hands < HANDS_MIN) return `empty: only ${hands} hands were played`;
    const isStruck = this.#crashes + this.#partitions > 0;
    return this.#plan.steps.length > 0 && !isStruck ? 'empty: nothing died and nothing was cut' : null;
  }

  #describe(): string {
    return this.#devices.map((device) => `  ${device.describe()}`).join('\n');
  }

  #tell(words: string): void {
    const { hands, lastSeq } = this.#referee;
    const atS = (this.#clock.steadyMs() / MS_PER_S).toFixed(2);
    this.#trace.push(`${atS} s, hand ${hands}, entry ${lastSeq}: ${words}`);
  }
}
