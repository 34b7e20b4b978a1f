import { seededBytes } from '../../../shared/deck/testing/seededBytes.ts';
import type { RandomBytes } from '../../../shared/deck/transcript.ts';
import { type Action, legalActions } from '../../../shared/poker/index.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { fromHex, hash, toHex } from '../../../shared/process/hash.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import { type Plain, toBytes } from '../../../shared/process/plain.ts';
import { Process, Refused } from '../../../shared/process/process.ts';
import { type Ask, askOf, lookOf } from '../../../shared/table/asks.ts';
import { type Game, newGame } from '../../../shared/table/game.ts';
import { tableProgram } from '../../../shared/table/program.ts';
import { deviceOf } from '../../../shared/table/testing/dealtTable.ts';
import { SETTINGS, TABLE } from '../../../shared/table/testing/practice.ts';
import { moveBody } from '../agents/moveBody.ts';
import { plainCards } from '../agents/showAgent.ts';
import { deviceAt, devicesAt } from '../agents/tableSeats.ts';
import { DealerDevice } from './dealerDevice.ts';
import { seededRandom } from './seededRandom.ts';

/** Why nothing goes on, in the error of a test. */
const STUCK = 'nobody has anything to say';
const BUY_IN = 100;
/** Far more than a hand takes: whoever begins again for ever is stuck as well. */
const TURNS_MAX = 300;
const ENTRIES_MAX = 1_000;

export interface DealersTableOptions {
  /** What is said and lost on its way. */
  readonly isLost?: (device: string, body: Body) => boolean;
  /** Random bytes of a device's start, where they matter. */
  readonly randomOf?: (seat: number, boot: number) => RandomBytes | null;
  /** A device whose power goes is started again at once. */
  readonly comesBack?: boolean;
  /** Everybody bets all it has as soon as it can; otherwise everybody checks or calls. */
  readonly goesAllIn?: boolean;
}

/**
 * The table's program and the real dealers of its devices, each with its own disk, in one process: no network, no agreement,
 * no signatures. What a dealer says is played at once; the first device that is on hosts. For what would take a World too long.
 */
export class DealersTable {
  readonly tableId = toHex(TABLE);
  readonly devices: readonly DealerDevice[];
  readonly #options: DealersTableOptions;
  process: Process<Plain>;
  #hand = 1;
  #played: PlayedEntry[] = [];
  #timeMs = 1_000;

  constructor(count: number, seed: number, options: DealersTableOptions = {}) {
    this.#options = options;
    const random = seededRandom(seed);
    this.devices = Array.from({ length: count }, (_, seat) => {
      const device = new DealerDevice(deviceOf(seat), {
        tableId: this.tableId,
        randomOf: (boot) => options.randomOf?.(seat, boot) ?? seededBytes(`${seed}/${seat}/${boot}`),
        randomBelow: (below) => Math.floor(random() * below),
        say: (from, body) => this.say(from, body),
      });
      device.start();
      return device;
    });
    const opening = { name: 'P0', avatar: 0, practice: true };
    const game: Game = { ...newGame(deviceOf(0), SETTINGS, opening), paused: false };
    this.process = this.#start(game as unknown as Plain);
    for (const [seat, { device }] of this.devices.entries()) {
      this.say(device, { kind: 'SIT', seat, name: `P${seat}`, buyIn: BUY_IN, bot: false });
    }
  }

  get ask(): Ask {
    return askOf(this.process.looks());
  }

  look(chapter: string) {
    return lookOf(this.process.looks(), chapter);
  }

  get isOver(): boolean {
    return this.process.result !== null;
  }

  /** What the next hand goes on from. @throws Error while the hand is played */
  get game(): Game {
    if (!this.process.result) throw new Error('the hand is not over');
    return this.process.result.value as unknown as Game;
  }

  /** What has happened in this hand, by kind. */
  get events(): readonly string[] {
    const steps = [this.process.opening, ...this.#played.map(({ step }) => step)];
    return steps.flatMap(({ told }) =>
      told.flatMap((one) => (one.type === 'event' ? [(one.event as { what: string }).what] : [])),
    );
  }

  nextHand(): void {
    const game = this.game as unknown as Plain;
    this.#hand += 1;
    this.process = this.#start(game);
  }

  /** Lets the dealers, the players and the clock go on until `isDone` or the hand is over. @throws Error when nothing goes on */
  async playUntil(isDone: () => boolean = () => false): Promise<void> {
    for (let turns = 0; turns < TURNS_MAX; turns++) {
      await this.#settle(isDone);
      if (this.isOver || isDone()) return;
      await this.#step();
    }
    throw new Error(`${STUCK} that helps: ${JSON.stringify(this.ask)}`);
  }

  /** @returns why the table does not take it; null: it does */
  say(device: string, body: Body): string | null {
    if (this.isOver) return 'the hand is over';
    if (this.#options.isLost?.(device, body)) return null;
    try {
      const step = this.process.take({ device, host: this.#host, timeMs: this.#timeMs, body });
      const id = hash('entry', Uint8Array.of(this.#played.length >> 8, this.#played.length), toBytes(body));
      this.#played.push({
        entry: { id },
        input: { device: fromHex(device), body },
        step,
      } as unknown as PlayedEntry);
      return null;
    } catch (error) {
      if (error instanceof Refused) return error.message;
      throw error;
    }
  }

  get #host(): string {
    return this.devices.find(({ isOn }) => isOn)?.device ?? deviceOf(0);
  }

  /** Every dealer does all it has to do, and whatever follows from that. */
  async #settle(isDone: () => boolean): Promise<void> {
    const isSomeoneOff = () => this.#options.comesBack && this.devices.some(({ isOn }) => !isOn);
    for (let before = -1; before !== this.#played.length || isSomeoneOff(); ) {
      if (this.#played.length > ENTRIES_MAX) throw new Error(`${STUCK} that helps`);
      before = this.#played.length;
      for (const one of this.devices) {
        if (this.isOver || isDone()) return;
        if (!one.isOn && this.#options.comesBack) one.start();
        const looks = this.process.looks();
        await one.follow({
          hand: this.#hand,
          ask: this.ask,
          looks,
          opening: this.process.opening,
          played: [...this.#played],
          devices: [one.device],
          host: one.device === this.#host ? one.device : null,
          expected: devicesAt(looks).filter((device) => this.#isOn(device)),
          isQuiet: false,
        });
        const [fault] = one.faults;
        if (fault && one.isOn) throw fault;
      }
    }
  }

  async #step(): Promise<void> {
    const { ask } = this;
    const looks = this.process.looks();
    const seat = ask.for === 'move' || ask.for === 'show' ? ask.seat : null;
    const actor = this.devices.find(({ device }) => seat !== null && device === deviceAt(looks, seat));
    if (ask.for === 'move' && actor?.isOn) {
      const { canCheck, maxRaiseTo } = legalActions(ask.round);
      const action: Action =
        this.#options.goesAllIn && maxRaiseTo !== null
          ? { type: 'raise', to: maxRaiseTo }
          : { type: canCheck ? 'check' : 'call' };
      this.#must(actor.device, moveBody(this.#hand, ask.turn, ask.round, action));
    } else if (ask.for === 'show' && actor?.isOn) {
      const opened = await actor.reveal(ask.places);
      if (!opened) throw new Error('a player cannot read its own cards');
      this.#must(actor.device, { kind: 'SHOW', cards: plainCards(opened) });
    } else this.#timeout();
  }

  #timeout(): void {
    const deadlineMs = this.process.deadlineMs();
    const isForCards = this.ask.for === 'hole cards' || this.ask.for === 'board';
    if (deadlineMs === null || isForCards) throw new Error(`${STUCK}: ${JSON.stringify(this.ask)}`);
    this.#timeMs = Math.max(this.#timeMs, deadlineMs);
    this.#must(this.#host, { kind: 'TIMEOUT' });
  }

  #must(device: string, body: Body): void {
    const refusal = this.say(device, body);
    if (refusal !== null) throw new Error(`${body.kind}: ${refusal}`);
  }

  #isOn(device: string): boolean {
    return this.devices.some((one) => one.device === device && one.isOn);
  }

  #start(game: Plain): Process<Plain> {
    this.#played = [];
    return new Process(tableProgram.play(game, { table: TABLE, hand: this.#hand }), this.#timeMs);
  }
}
