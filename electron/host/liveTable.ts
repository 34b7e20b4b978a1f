import type { Action, PreAction } from '../../shared/poker/index.ts';
import type { Body } from '../../shared/process/effects.ts';
import { toHex } from '../../shared/process/hash.ts';
import { signInput } from '../../shared/process/input.ts';
import type { Signer } from '../../shared/process/ports.ts';
import { Refused, type Step } from '../../shared/process/process.ts';
import { type Ask, askOf } from '../../shared/table/asks.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { seatView } from '../../shared/view/seatView.ts';
import type { TableView } from '../../shared/view/tableView.ts';
import type { BotAgent } from './agents/botAgent.ts';
import { clockIntents } from './agents/clockAgent.ts';
import { dealerIntents, plainCards } from './agents/dealerAgent.ts';
import type { Intent, Situation } from './agents/intent.ts';
import { moveBody } from './agents/moveBody.ts';
import { PersonAgent } from './agents/personAgent.ts';
import { showIntents } from './agents/showAgent.ts';
import { areCardsDealt, deviceAt, holePlaces, isPaused, seatOf } from './agents/tableSeats.ts';
import { readCharter } from './charter.ts';
import type { Dealer } from './dealer.ts';
import type { Replica } from './replica.ts';
import type { WallClock } from './wallClock.ts';

export const STANDING_WORDS = 'The table stands as you left it. Press Resume to go on.';
const DEALING_LINE = 'Dealt on this device, which could read the cards: every device here is yours.';

export interface LiveTablePorts {
  readonly clock: WallClock;
  readonly device: Signer;
  readonly dealer: Dealer;
  readonly bots: readonly BotAgent[];
  /** In [0, 1); for bots only. */
  readonly random: () => number;
  readonly publish: (view: TableView) => void;
  /** The table cannot go on: it has stopped, and must be read again from disk. */
  readonly fail: (error: Error) => void;
  /** The person's seat is gone, and with it the table's reason to run. */
  readonly left: () => void;
}

/**
 * A table that is open on this device: it takes inputs one after another, has each on disk before anybody hears of it,
 * and lets the agents of this device (clock, dealer, bots, the person's wishes) do their parts.
 *
 * Invariants
 *  L1  A view shows only what is on disk.                  tableHost.test "after a power cut"
 *  L2  While nobody hosts, no table time passes and nothing is taken. tableHost.test "closing lets the table stand"
 *  L3  After a failure the table is read again; nothing more is taken. tableHost.test "a full disk"
 */
export class LiveTable {
  readonly replica: Replica;
  readonly #ports: LiveTablePorts;
  readonly #charter: ReturnType<typeof readCharter>;
  readonly #me: string;
  readonly #person: PersonAgent;
  readonly #signers: ReadonlyMap<string, Signer>;
  #events: TableEvent[] = [];
  /** One thing at a time. */
  #work: Promise<unknown> = Promise.resolve();
  /** The term this device hosts in; null while the table stands. */
  #term: number | null = null;
  /** Table time less steady time, while hosting. */
  #offsetMs = 0;
  #callOff: (() => void) | null = null;
  /** What is waited for, and since when by the steady clock. */
  #waiting = { for: '', sinceMs: 0 };
  #isSeated = false;
  #isStopped = false;

  constructor(replica: Replica, ports: LiveTablePorts) {
    const { device, bots } = ports;
    this.replica = replica;
    this.#ports = ports;
    this.#charter = readCharter(replica.journal.charter);
    this.#me = toHex(device.publicKey);
    this.#person = new PersonAgent(device);
    this.#signers = new Map([[this.#me, device], ...bots.map((bot) => [bot.device, bot.signer] as const)]);
    this.#listen(replica.journal.opening);
    for (const { step } of replica.played) this.#listen(step);
  }

  get tableId(): string {
    return this.replica.tableId;
  }

  get isHosting(): boolean {
    return this.#term !== null;
  }

  /** What the person at this device may see. */
  view(): TableView {
    return this.#viewOf(this.#me, this.#person.preAction);
  }

  /** Shows the table as it is, cards of this device included. @throws DeckLost, DiskFailure */
  refresh(): Promise<void> {
    return this.#inTurn(() => this.#goOn());
  }

  /** Takes up hosting in a new term, if this device does not host yet. A paused table stays paused. */
  startTerm(): Promise<void> {
    return this.#inTurn(() => this.#startTerm());
  }

  /** The table goes on from where it stood. */
  resume(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#startTerm();
      if (isPaused(this.replica.journal.looks())) await this.#append(this.#ports.device, { kind: 'RESUME' });
      await this.#goOn();
    });
  }

  /** Stops for good: nothing is taken or shown any more. */
  async stop(): Promise<void> {
    await this.#inTurn(async () => {
      this.#rest();
      this.#isStopped = true;
      this.#term = null;
    });
  }

  /** Stops and lets go of the files. */
  async close(): Promise<void> {
    await this.stop();
    await this.replica.close();
  }

  /**
   * Says something at the table; resolves once it is on disk.
   * @returns why it was refused, as a sentence; null: it was taken.
   */
  say(signer: Signer, body: Body): Promise<string | null> {
    return this.#inTurn(async () => {
      if (this.#term === null) return STANDING_WORDS;
      try {
        await this.#append(signer, body);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return error.message;
      }
      await this.#goOn();
      return null;
    });
  }

  /** Says something as the person at this device. */
  sayAsMe(body: Body): Promise<string | null> {
    return this.say(this.#ports.device, body);
  }

  /** The person's move; it counts only for the turn it names. */
  act(hand: number, turn: number, action: Action): Promise<string | null> {
    const ask = askOf(this.replica.journal.looks());
    // Without a turn to fit the program says what is wrong with it.
    const round = ask.for === 'move' ? ask.round : null;
    return this.sayAsMe(moveBody(hand, turn, round, action));
  }

  /** Shows the person's own cards, where the table lets it. */
  async show(): Promise<string | null> {
    const { journal } = this.replica;
    const seat = seatOf(journal.looks(), this.#me);
    const places = seat === null ? [] : holePlaces(journal.looks(), seat);
    if (places.length === 0) return null;
    const cards = plainCards(await this.#ports.dealer.open(journal.hand, places));
    return this.sayAsMe({ kind: 'SHOW', cards });
  }

  setPreAction(preAction: PreAction | null): Promise<void> {
    return this.#inTurn(async () => {
      this.#person.choose(preAction);
      await this.#goOn();
    });
  }

  /** The person has seen enough of this hand. */
  skip(): Promise<void> {
    return this.#inTurn(async () => {
      this.#person.skip(this.replica.journal.hand);
      await this.#goOn();
    });
  }

  async #startTerm(): Promise<void> {
    if (this.#term !== null) return;
    await this.#ports.dealer.eraseBefore(this.replica.journal.hand);
    const { term, timeMs } = this.replica.journal.position;
    this.#term = term + 1;
    this.#offsetMs = timeMs - this.#ports.clock.steadyMs();
    this.replica.beginTerm(this.#term);
    await this.#append(this.#ports.device, { kind: 'TERM_START' });
  }

  async #append(signer: Signer, body: Body): Promise<void> {
    const { device, bots } = this.#ports;
    const { journal } = this.replica;
    const term = this.#term ?? 0;
    const number = journal.takenFrom(signer.publicKey) + 1;
    const input = signInput({ table: journal.table, number, body }, signer);
    const { step } = await this.replica.append(input, this.#timeMs(), term, device);
    this.#listen(step);
    if (body.kind === 'MOVE' && signer === device) this.#person.choose(null);
    bots.find((bot) => bot.signer === signer)?.forget();
    if (journal.isPlayed) await this.#endHand(term);
  }

  /** The hand is over: it is closed, its deck forgotten, and the next begins. */
  async #endHand(term: number): Promise<void> {
    const { device, dealer } = this.#ports;
    await this.replica.endHand(this.#timeMs(), term, device);
    await dealer.eraseBefore(this.replica.journal.hand);
    this.#events = [];
    this.#person.choose(null);
    this.#listen(this.replica.journal.opening);
  }

  /** After anything has changed: shows it, and has the agents of this device say what is theirs to say. */
  async #goOn(): Promise<void> {
    this.#rest();
    const { journal } = this.replica;
    const looks = journal.looks();
    if (areCardsDealt(looks)) await this.#ports.dealer.load(journal.hand);
    if (!this.#isStopped) this.#ports.publish(this.view());
    const wasSeated = this.#isSeated;
    this.#isSeated = seatOf(looks, this.#me) !== null;
    if (wasSeated && !this.#isSeated) this.#ports.left();
    if (this.#term === null || this.#isStopped) return;

    const next = (await this.#intents()).reduce<Intent | null>(
      (first, intent) => (first && first.afterMs <= intent.afterMs ? first : intent),
      null,
    );
    if (next) this.#callOff = this.#ports.clock.after(next.afterMs, () => void this.#sayAsAgent(next));
  }

  /** An agent that is refused has misread the table: it must not try for ever. */
  async #sayAsAgent({ signer, body }: Intent): Promise<void> {
    const refused = await this.say(signer, body).catch(() => null);
    if (refused && this.isHosting)
      this.#ports.fail(new Error(`The table refused its own ${body.kind}: ${refused}`));
  }

  async #intents(): Promise<Intent[]> {
    const { journal } = this.replica;
    const { device, dealer, bots, random, clock } = this.#ports;
    const looks = journal.looks();
    if (isPaused(looks)) return [];
    const ask = askOf(looks);
    const steadyMs = clock.steadyMs();
    const situation: Situation = {
      hand: journal.hand,
      ask,
      looks,
      timeMs: this.#timeMs(),
      deadlineMs: journal.deadlineMs(),
      waitedMs: this.#waitedMs(ask, steadyMs),
    };
    const mySeat = seatOf(looks, this.#me);
    const speed = this.#person.botSpeed(situation, mySeat);
    return [
      ...(await dealerIntents(situation, device, dealer)),
      ...(await showIntents(
        situation,
        (seat) => this.#signers.get(deviceAt(looks, seat) ?? '') ?? null,
        dealer,
      )),
      // Before the person: a bot that is to buy in again does so before the person skips to the next hand.
      ...bots.flatMap((bot) => {
        const view = () => this.#viewOf(bot.device, null);
        return bot.intents(situation, seatOf(looks, bot.device), { view, random, speed, steadyMs });
      }),
      ...this.#person.intents(situation, mySeat),
      ...clockIntents(situation, device),
    ];
  }

  #waitedMs(ask: Ask, steadyMs: number): number {
    const turn = ask.for === 'move' ? ask.turn : '';
    const seat = ask.for === 'show' ? ask.seat : '';
    const what = `${this.replica.journal.hand}/${ask.for}/${turn}${seat}`;
    if (this.#waiting.for !== what) this.#waiting = { for: what, sinceMs: steadyMs };
    return steadyMs - this.#waiting.sinceMs;
  }

  #viewOf(device: string, preAction: PreAction | null): TableView {
    const { journal, tableId } = this.replica;
    const looks = journal.looks();
    const seat = seatOf(looks, device);
    const places = seat === null ? [] : holePlaces(looks, seat);
    const seen = {
      tableId,
      name: this.#charter.name,
      practice: this.#charter.practice,
      hand: journal.hand,
      looks,
      events: this.#events,
      seq: journal.position.seq,
      stateHash: toHex(journal.position.state),
      timeMs: this.#timeMs(),
      standing: this.#term === null ? STANDING_WORDS : null,
      dealingLine: DEALING_LINE,
    };
    const ownCards = places.length > 0 ? this.#ports.dealer.peek(journal.hand, places) : null;
    return seatView(seen, { device, ownCards, preAction });
  }

  /** Table time: it stands still while nobody hosts. */
  #timeMs(): number {
    const { timeMs } = this.replica.journal.position;
    if (this.#term === null) return timeMs;
    return Math.max(timeMs, this.#ports.clock.steadyMs() + this.#offsetMs);
  }

  #listen({ told }: Step): void {
    for (const item of told) {
      if (item.type === 'event') this.#events.push(item.event as unknown as TableEvent);
    }
  }

  #rest(): void {
    this.#callOff?.();
    this.#callOff = null;
  }

  /** Runs work after all that came before; what goes wrong there stops the table. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work);
    this.#work = result.catch((error: Error) => {
      if (!this.#isStopped) this.#ports.fail(error);
    });
    return result;
  }
}
