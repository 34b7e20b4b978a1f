import type { Action, PreAction } from '../../shared/poker/index.ts';
import type { Body } from '../../shared/process/effects.ts';
import { toHex } from '../../shared/process/hash.ts';
import type { PlayedEntry } from '../../shared/process/journal.ts';
import type { Signer } from '../../shared/process/ports.ts';
import type { Step } from '../../shared/process/process.ts';
import { TIMINGS } from '../../shared/protocol.ts';
import { type Ask, askOf, type Looks, lookOf } from '../../shared/table/asks.ts';
import { DEAL_TIME_MS } from '../../shared/table/dealing.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { openerOf } from '../../shared/table/voters.ts';
import { dealingLine } from '../../shared/view/dealing.ts';
import { seatView } from '../../shared/view/seatView.ts';
import type { TableView } from '../../shared/view/tableView.ts';
import type { BotAgent } from './agents/botAgent.ts';
import { clockIntents } from './agents/clockAgent.ts';
import type { Intent, Situation } from './agents/intent.ts';
import { moveBody } from './agents/moveBody.ts';
import { PersonAgent } from './agents/personAgent.ts';
import { plainCards, showIntents } from './agents/showAgent.ts';
import { deviceAt, devicesAt, holePlaces, isPaused, seatOf } from './agents/tableSeats.ts';
import { Agreement, type AgreementPorts, type Rested } from './agreement/agreement.ts';
import { readCharter } from './charter.ts';
import type { DealerTells, TableDealer } from './dealer/tableDealer.ts';
import type { Replica } from './replica.ts';
import type { WallClock } from './wallClock.ts';

/** An agent that is refused does not try again at once. */
const REFUSED_PAUSE_MS = 250;
export const STANDING_WORDS = 'The table stands as you left it. Press Resume to go on.';

/** A device that has just started knows its own disk only: what lies there at the end may never have been agreed. */
export const UNSETTLED_WORDS =
  'The table stands as it lies on this computer: what was done last counts once enough of the others agree. Press Resume to go on.';

const CARDS_UNKNOWN = 'Your cards are not known on this device yet.';

export interface LiveTablePorts extends Omit<AgreementPorts, 'committed' | 'changed' | 'faulty'> {
  readonly clock: WallClock;
  readonly dealerFor: (tells: DealerTells) => TableDealer;
  readonly bots: readonly BotAgent[];
  readonly publish: (view: TableView) => void;
  /** Who is here, who hosts, what is on its way or waited for has changed. */
  readonly changed: () => void;
  /** The person's seat is gone, and with it the table's reason to run. */
  readonly left: () => void;
}

/** What stays in memory of a table that sleeps. */
export interface Slept {
  readonly agreement: Rested;
  readonly isStanding: boolean;
}

/**
 * A table that is open on this device: the agents of this device (clock, dealer, bots, the person's wishes) say their
 * parts, and the person sees what has been agreed.
 *
 * Invariants
 *  L1  A view shows only what is committed, or says that it does not. tableHost.test "after a power cut"; scenarios/unsettled.test
 *  L2  While nobody hosts, no table time passes and nothing is taken. tableHost.test "closing lets the table stand"
 *  L3  After a failure the table is read again; nothing more is taken. tableHost.test "a full disk"
 *  L4  What is refused leaves a table at rest as it was. scenarios/dormant.test "says nothing"
 */
export class LiveTable {
  readonly replica: Replica;
  readonly agreement: Agreement;
  readonly charter: ReturnType<typeof readCharter>;
  readonly #ports: LiveTablePorts;
  readonly #me: string;
  readonly #person: PersonAgent;
  readonly #dealer: TableDealer;
  readonly #signers: ReadonlyMap<string, Signer>;
  #events: TableEvent[] = [];
  #view: TableView | null = null;
  /** Nobody has asked for the table to go on since it was opened here, and nobody hosts it. */
  #isStanding = true;
  #callOff: (() => void) | null = null;
  /** What is waited for, and since when by the steady clock. */
  #waiting = { for: '', sinceMs: 0 };
  #isSeated = false;
  /** Since when the deck that is being made has waited for devices to be ready. */
  #ready = { key: '', sinceMs: 0 };
  #callOffReady = () => {};
  /** The person's own cards cannot be known on this device. */
  #isBlind = false;
  #isStopped = false;

  /** @param slept what it wakes from; null: it has been opened anew */
  constructor(replica: Replica, ports: LiveTablePorts, slept: Slept | null = null) {
    const { device, bots } = ports;
    this.replica = replica;
    this.charter = readCharter(replica.journal.charter);
    this.#ports = ports;
    this.#me = toHex(device.publicKey);
    this.#person = new PersonAgent(device);
    this.#signers = new Map([[this.#me, device], ...bots.map((bot) => [bot.device, bot.signer] as const)]);
    this.#isStanding = slept?.isStanding ?? true;
    const agreementPorts: AgreementPorts = {
      ...ports,
      faulty: () => this.#dealer.faulty,
      committed: (entries, turned) => this.#committed(entries, turned),
      changed: () => this.#changed(),
    };
    this.agreement = new Agreement(replica, agreementPorts, slept?.agreement ?? null);
    this.#dealer = ports.dealerFor({
      say: (device, body) => {
        const signer = this.#signers.get(device);
        return signer ? this.say(signer, body) : Promise.resolve(null);
      },
      seen: () => void this.agreement.inTurn(() => this.#goOn()),
      convict: (devices) => void this.agreement.convict(devices),
      fail: ports.fail,
    });
    this.#listen(replica.journal.opening);
    for (const { entry, step } of replica.played) if (entry.seq <= replica.committedSeq) this.#listen(step);
  }

  get tableId(): string {
    return this.replica.tableId;
  }

  get isStanding(): boolean {
    return this.#isStanding;
  }

  /** The hand goes on as far as the person here can tell: there is something to quit from. */
  get isPlaying(): boolean {
    const { journal } = this.replica;
    const looks = journal.looks();
    // A hand that has been played to its end waits for a host who says so, and begins the next.
    const isOn = lookOf(looks, 'hand') !== undefined || journal.isPlayed;
    return !this.#isStanding && isOn && !isPaused(looks);
  }

  /** What the person at this device may see, as far as it is agreed. */
  view(): TableView {
    return this.#viewOf(this.#me, this.#person.preAction);
  }

  /** Shows the table as it is, cards of this device included. @throws DeckLost, DiskFailure */
  async refresh(): Promise<void> {
    // Who looks at the table sees its own cards from the first moment.
    if (this.agreement.isSettled) this.#followCards(this.replica.journal.looks());
    await this.#dealer.idle();
    return this.agreement.inTurn(async () => {
      await this.#goOn();
      if (!this.agreement.isSettled) {
        // Entries that are not agreed yet are not shown; what was shown before them is. A table that was just read from
        // disk stands, and shows how it stands.
        this.#view ??= this.view();
        this.#ports.publish(this.#view);
      }
      this.#ports.changed();
    });
  }

  /** Somebody here wants something of the table: it stands no more. */
  async wake(): Promise<void> {
    this.#isStanding = false;
    await this.agreement.setAwake(true);
  }

  /** The person wants the table to go on from where it stood. */
  async resume(): Promise<void> {
    await this.wake();
    const looks = this.replica.journal.looks();
    if (isPaused(looks) && openerOf(looks) === this.#me) await this.sayAsMe({ kind: 'RESUME' });
    else await this.refresh();
  }

  /** Nobody here waits for the table any more, until somebody resumes it. */
  async letStand(): Promise<void> {
    this.#isStanding = true;
    await this.agreement.setAwake(false);
    await this.refresh();
  }

  /** Stops for good: nothing is taken or shown any more. */
  async stop(): Promise<void> {
    this.#rest();
    this.#callOffReady();
    this.#dealer.stop();
    this.#isStopped = true;
    await this.agreement.stop();
  }

  /** Nobody waits for it and nothing is under way: it can sleep (DESIGN.md 5.12). */
  get canSleep(): boolean {
    const isAtRest = this.#isStanding || (this.agreement.isSettled && !this.isPlaying && !this.#isDealing());
    return (
      !this.charter.practice &&
      !this.#isStopped &&
      this.#callOff === null &&
      isAtRest &&
      this.agreement.canRest
    );
  }

  /** Stops at once, where it can sleep; the files are still to be closed. Another LiveTable wakes from what is returned. */
  sleep(): Slept {
    const agreement = this.agreement.rest();
    this.#rest();
    this.#callOffReady();
    this.#dealer.stop();
    this.#isStopped = true;
    return { agreement, isStanding: this.#isStanding };
  }

  /** Stops and lets go of the files. */
  async close(): Promise<void> {
    await this.stop();
    await this.replica.close();
  }

  /**
   * Says something at the table.
   * @returns why it was refused, as a sentence; null once it is committed.
   */
  say(signer: Signer, body: Body): Promise<string | null> {
    if (this.#isStanding && this.charter.practice) return Promise.resolve(STANDING_WORDS);
    this.#isStanding = false;
    const answered = this.agreement.say(signer, body);
    // Saying it woke the table; what was refused changes nothing that would put it to rest again.
    void answered.then((refused) => {
      if (!refused) return;
      this.#wakeOrRest();
      // While it waited for its answer this device's clock and agents said nothing: they are to look again.
      this.#ports.clock.after(REFUSED_PAUSE_MS, () => void this.agreement.inTurn(() => this.#goOn()));
    });
    return answered;
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
    const opened = await this.#dealer.reveal(this.#me, places);
    return opened ? this.sayAsMe({ kind: 'SHOW', cards: plainCards(opened) }) : CARDS_UNKNOWN;
  }

  setPreAction(preAction: PreAction | null): Promise<void> {
    return this.agreement.inTurn(async () => {
      this.#person.choose(preAction);
      await this.#goOn();
    });
  }

  /** The person has seen enough of this hand. */
  skip(): Promise<void> {
    return this.agreement.inTurn(async () => {
      this.#person.skip(this.replica.journal.hand);
      await this.#goOn();
    });
  }

  async #committed(entries: readonly PlayedEntry[], turned: boolean): Promise<void> {
    const { bots } = this.#ports;
    for (const { input, step } of entries) {
      this.#listen(step);
      const author = toHex(input.device);
      if (input.body.kind === 'MOVE' && author === this.#me) this.#person.choose(null);
      bots.find((bot) => bot.device === author)?.hasSaid(input.body);
    }
    if (turned) {
      this.#events = [];
      this.#person.choose(null);
      this.#listen(this.replica.journal.opening);
      for (const { entry, step } of this.replica.played) {
        if (entry.seq <= this.replica.committedSeq) this.#listen(step);
      }
    }
    await this.#goOn();
  }

  /** A host, a peer or an own wish came or went. */
  #changed(): void {
    if (this.agreement.host !== null) this.#isStanding = false;
    if (!this.#isStopped) this.#ports.changed();
  }

  /** After anything has changed: shows it, and has the agents of this device say what is theirs to say. */
  async #goOn(): Promise<void> {
    this.#rest();
    if (this.#isStopped || !this.agreement.isSettled) return;
    const { journal } = this.replica;
    const looks = journal.looks();
    this.#followCards(looks);
    if (this.#isBlinking(looks)) this.#lookAgain();
    else this.#publish();
    const wasSeated = this.#isSeated;
    this.#isSeated = seatOf(looks, this.#me) !== null;
    if (wasSeated && !this.#isSeated) this.#ports.left();
    if (this.#isStanding || this.#isStopped) return;
    this.#wakeOrRest();

    const next = (await this.#intents()).reduce<Intent | null>(
      (first, intent) => (first && first.afterMs <= intent.afterMs ? first : intent),
      null,
    );
    if (next) this.#callOff = this.#ports.clock.after(next.afterMs, () => this.#sayAsAgent(next));
  }

  /** Whoever can be heard and does not say that it is ready is not waited for longer than that. */
  #isLate(looks: Looks): boolean {
    const dealing = lookOf(looks, 'dealing');
    this.#callOffReady();
    if (dealing?.phase !== 'ready' || dealing.isAwaited !== true) return false;
    const key = `${dealing.number}/${dealing.attempt}`;
    const nowMs = this.#ports.clock.steadyMs();
    if (this.#ready.key !== key) this.#ready = { key, sinceMs: nowMs };
    const leftMs = this.#ready.sinceMs + DEAL_TIME_MS - nowMs;
    if (leftMs <= 0) return true;
    this.#callOffReady = this.#ports.clock.after(
      leftMs,
      () => void this.agreement.inTurn(() => this.#goOn()),
    );
    return false;
  }

  /** The table waits for its next deck: a host is wanted, also where nobody here has anything to say. */
  #isDealing(): boolean {
    return lookOf(this.replica.journal.looks(), 'dealing')?.isAwaited === true;
  }

  /** What the devices here have to say about cards is worked out beside the table. */
  #followCards(looks: Looks): void {
    const { replica, agreement } = this;
    const here = [...this.#signers.keys()];
    const isHeard = (device: string) => here.includes(device) || agreement.peers.get(device) !== undefined;
    this.#dealer.follow({
      hand: replica.journal.hand,
      ask: askOf(looks),
      looks,
      opening: replica.journal.opening,
      played: replica.played,
      devices: here,
      host: agreement.isHosting ? this.#me : null,
      expected: this.#isLate(looks) ? [] : devicesAt(looks).filter(isHeard),
      isQuiet: this.#isStanding,
    });
  }

  /** A friends' table is waited for while a hand is on; otherwise it rests until somebody says something. */
  #wakeOrRest(): void {
    if (this.charter.practice || this.#isStanding || this.#isStopped) return;
    const isWaitedFor = this.isPlaying || this.#isDealing() || this.agreement.saying.length > 0;
    void this.agreement.setAwake(isWaitedFor);
  }

  #sayAsAgent({ signer, body }: Intent): void {
    if (body.kind === 'TIMEOUT') {
      void this.agreement.timeOut();
      // Voters whose clocks did not agree yet are asked again.
      this.#callOff = this.#ports.clock.after(TIMINGS.consentMs, () =>
        this.#sayAsAgent({ afterMs: 0, signer, body }),
      );
      return;
    }
    void this.say(signer, body).then((refused) => {
      // With nobody else to be ahead of it, an agent that is refused has misread the table: it must not try for ever.
      if (refused && this.charter.practice && !this.#isStopped && this.agreement.isHosting)
        this.#ports.fail(new Error(`The table refused its own ${body.kind}: ${refused}`));
    });
  }

  async #intents(): Promise<Intent[]> {
    const { journal } = this.replica;
    const { device, bots, random, clock } = this.#ports;
    const looks = journal.looks();
    // What was said here is on its way: nothing is said twice.
    if (isPaused(looks) || this.agreement.saying.length > 0) return [];
    const ask = askOf(looks);
    const steadyMs = clock.steadyMs();
    const situation: Situation = {
      hand: journal.hand,
      ask,
      looks,
      timeMs: this.agreement.timeMs(),
      deadlineMs: journal.deadlineMs(),
      waitedMs: this.#waitedMs(ask, steadyMs),
    };
    const mySeat = seatOf(looks, this.#me);
    const speed = this.#person.botSpeed(situation, mySeat);
    const isHost = this.agreement.isHosting;
    return [
      ...(await showIntents(
        situation,
        (seat) => this.#signers.get(deviceAt(looks, seat) ?? '') ?? null,
        this.#dealer,
      )),
      // Before the person: a bot that is to buy in again does so before the person skips to the next hand.
      ...bots.flatMap((bot) => {
        // A bot thinks about what it holds only once it can read it.
        if (!this.#knowsItsCards(bot.device)) return [];
        const view = () => this.#viewOf(bot.device, null);
        return bot.intents(situation, seatOf(looks, bot.device), { view, random, speed, steadyMs });
      }),
      ...this.#person.intents(situation, mySeat),
      // Where every device is here, none can be late with its part of the deck.
      ...(isHost && !(this.charter.practice && ask.for === 'players') ? clockIntents(situation, device) : []),
    ];
  }

  #publish(): void {
    this.#view = this.view();
    this.#ports.publish(this.#view);
    this.#ports.changed();
  }

  /** The person's own cards are dealt and about to be known: nobody is shown a hand without them for a moment. */
  #isBlinking(looks: Looks): boolean {
    if (this.#knowsItsCards(this.#me)) this.#isBlind = false;
    return !this.#isBlind && askOf(looks).for !== 'hole cards' && !this.#knowsItsCards(this.#me);
  }

  /** Once the dealer has done all it can the table is shown as it is, cards or none. */
  #lookAgain(): void {
    void this.#dealer.idle().then(() => {
      this.#isBlind = true;
      void this.agreement.inTurn(() => this.#goOn());
    });
  }

  #knowsItsCards(device: string): boolean {
    const looks = this.replica.journal.looks();
    const seat = seatOf(looks, device);
    return seat === null || this.#dealer.peek(device, holePlaces(looks, seat)) !== null;
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
      name: this.charter.name,
      practice: this.charter.practice,
      hand: journal.hand,
      looks,
      events: this.#events,
      seq: journal.position.seq,
      stateHash: toHex(journal.position.state),
      timeMs: this.agreement.timeMs(),
      standing: this.#standingWords(),
      dealingLine: dealingLine(looks, this.charter.practice),
    };
    const ownCards = places.length > 0 ? this.#dealer.peek(device, places) : null;
    return seatView(seen, { device, ownCards, preAction });
  }

  #standingWords(): string | null {
    if (!this.agreement.isSettled) return UNSETTLED_WORDS;
    return this.#isStanding ? STANDING_WORDS : null;
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
}
