import {
  type Action,
  legalActions,
  type PreAction,
  resolvePreAction,
  type Seat,
} from '../../shared/poker/index.ts';
import type { Body } from '../../shared/process/effects.ts';
import { toHex } from '../../shared/process/hash.ts';
import { signInput } from '../../shared/process/input.ts';
import type { Signer } from '../../shared/process/ports.ts';
import { Refused, type Step } from '../../shared/process/process.ts';
import { askOf, lookOf } from '../../shared/table/asks.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { type SeenTable, seatView } from '../../shared/view/seatView.ts';
import type { TableView } from '../../shared/view/tableView.ts';
import type { BotAgent } from './agents/botAgent.ts';
import { clockIntents } from './agents/clockAgent.ts';
import { dealerIntents, plainCards } from './agents/dealerAgent.ts';
import type { Intent, Situation } from './agents/intent.ts';
import { moveBody } from './agents/moveBody.ts';
import { showIntents } from './agents/showAgent.ts';
import { readCharter } from './charter.ts';
import type { Dealer } from './dealer.ts';
import type { Replica } from './replica.ts';
import type { WallClock } from './wallClock.ts';

/** A chosen pre-action is played after this, so that it can be seen. */
const PRE_ACTION_DELAY_MS = 350;
/** How much faster bots play once the person has folded. */
const FOLDED_SPEED = 4;

const DEALING_LINE = 'Dealt on this device, which could read the cards: every device here is yours.';
export const STANDING_WORDS = 'The table stands as you left it. Press Resume to go on.';

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
 * and lets the agents of this device (clock, dealer, bots, the person's pre-set wishes) do their parts.
 */
export class LiveTable {
  readonly #replica: Replica;
  readonly #ports: LiveTablePorts;
  readonly #charter: ReturnType<typeof readCharter>;
  readonly #signers: ReadonlyMap<string, Signer>;
  #events: TableEvent[] = [];
  /** One thing at a time. */
  #work: Promise<unknown> = Promise.resolve();
  /** The term this device hosts in; null while the table stands. */
  #term: number | null = null;
  /** Table time less steady time, while hosting. */
  #offsetMs = 0;
  #callOff: (() => void) | null = null;
  #preAction: PreAction | null = null;
  /** The hand of which the person wants to see no more. */
  #skippedHand: number | null = null;
  #isSeated = false;
  #isStopped = false;

  constructor(replica: Replica, ports: LiveTablePorts) {
    this.#replica = replica;
    this.#ports = ports;
    this.#charter = readCharter(replica.journal.charter);
    this.#signers = new Map(
      [ports.device, ...ports.bots.map(({ signer }) => signer)].map((signer) => [
        toHex(signer.publicKey),
        signer,
      ]),
    );
    this.#listen(replica.journal.opening);
    for (const { step } of replica.played) this.#listen(step);
  }

  get tableId(): string {
    return this.#replica.tableId;
  }

  get replica(): Replica {
    return this.#replica;
  }

  get isHosting(): boolean {
    return this.#term !== null;
  }

  /** What the person at this device may see. */
  view(): TableView {
    return this.#viewOf(toHex(this.#ports.device.publicKey), this.#preAction);
  }

  /** Takes up hosting in a new term, if this device does not host yet. A paused table stays paused. */
  startTerm(): Promise<void> {
    return this.#inTurn(() => this.#startTerm());
  }

  /** The table goes on from where it stood. */
  resume(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#startTerm();
      if (lookOf(this.#replica.journal.looks(), 'desk')?.paused) {
        await this.#append(this.#ports.device, { kind: 'RESUME' });
      }
      await this.#goOn();
    });
  }

  /** Lets the table stand: no time passes until it is resumed. */
  stand(): Promise<void> {
    return this.#inTurn(async () => {
      this.#rest();
      this.#term = null;
      this.#publish();
    });
  }

  /** Stops for good and lets go of the files. */
  async close(): Promise<void> {
    await this.#inTurn(async () => {
      this.#rest();
      this.#isStopped = true;
      this.#term = null;
    });
    await this.#replica.close();
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
    const ask = askOf(this.#replica.journal.looks());
    // Without a turn to fit the program says what is wrong with it.
    const round = ask.for === 'move' ? ask.round : null;
    return this.sayAsMe(moveBody(hand, turn, round, action));
  }

  /** Shows the person's own cards, where the table lets it. */
  async show(): Promise<string | null> {
    const seat = this.#mySeat();
    const places = seat === null ? undefined : this.#placesOf(seat);
    if (!places) return null;
    const cards = await this.#ports.dealer.open(this.#replica.journal.hand, places);
    return this.sayAsMe({ kind: 'SHOW', cards: plainCards(cards) });
  }

  setPreAction(preAction: PreAction | null): Promise<void> {
    return this.#inTurn(async () => {
      this.#preAction = preAction;
      await this.#goOn();
    });
  }

  /** The person has seen enough of this hand. */
  skip(): Promise<void> {
    return this.#inTurn(async () => {
      this.#skippedHand = this.#replica.journal.hand;
      await this.#goOn();
    });
  }

  async #startTerm(): Promise<void> {
    if (this.#term !== null) return;
    const { term, timeMs } = this.#replica.journal.position;
    this.#term = term + 1;
    this.#offsetMs = timeMs - this.#ports.clock.steadyMs();
    this.#replica.beginTerm(this.#term);
    await this.#append(this.#ports.device, { kind: 'TERM_START' });
  }

  async #append(signer: Signer, body: Body): Promise<void> {
    const { journal } = this.#replica;
    const number = journal.takenFrom(signer.publicKey) + 1;
    const input = signInput({ table: journal.table, number, body }, signer);
    const played = await this.#replica.append(input, this.#timeMs(), this.#term ?? 0, this.#ports.device);
    this.#listen(played.step);
    if (body.kind === 'MOVE' && signer === this.#ports.device) this.#preAction = null;
    this.#ports.bots.find((bot) => bot.signer === signer)?.forget();
    if (!this.#replica.journal.isPlayed) return;

    // The hand is over: it is closed, its deck forgotten, and the next begins.
    const { hand } = journal;
    await this.#replica.endHand(this.#timeMs(), this.#term ?? 0, this.#ports.device);
    await this.#ports.dealer.erase(hand);
    this.#events = [];
    this.#preAction = null;
    this.#listen(this.#replica.journal.opening);
  }

  /** After anything has changed: shows it, and has the agents of this device say what is theirs to say. */
  async #goOn(): Promise<void> {
    this.#rest();
    await this.#loadDeck();
    this.#publish();
    const wasSeated = this.#isSeated;
    this.#isSeated = this.#mySeat() !== null;
    if (wasSeated && !this.#isSeated) this.#ports.left();
    if (this.#term === null || this.#isStopped) return;
    const next = (await this.#intents()).reduce<Intent | null>(
      (first, intent) => (first && first.afterMs <= intent.afterMs ? first : intent),
      null,
    );
    if (!next) return;
    this.#callOff = this.#ports.clock.after(next.afterMs, () => {
      void this.#sayAsAgent(next);
    });
  }

  /** An agent that is refused has misread the table: it must not try for ever. */
  async #sayAsAgent({ signer, body }: Intent): Promise<void> {
    const refused = await this.say(signer, body).catch(() => null);
    if (refused && this.isHosting)
      this.#ports.fail(new Error(`The table refused its own ${body.kind}: ${refused}`));
  }

  async #intents(): Promise<Intent[]> {
    const { journal } = this.#replica;
    const { device, dealer, bots, random } = this.#ports;
    const looks = journal.looks();
    const situation: Situation = {
      hand: journal.hand,
      ask: askOf(looks),
      looks,
      timeMs: this.#timeMs(),
      deadlineMs: journal.deadlineMs(),
    };
    if (lookOf(looks, 'desk')?.paused) return [];
    const speed = this.#speed();
    return [
      ...(await dealerIntents(situation, device, dealer)),
      ...(await showIntents(
        situation,
        (seat) => this.#signers.get(this.#deviceAt(seat) ?? '') ?? null,
        dealer,
      )),
      ...this.#myIntents(situation),
      ...bots.flatMap((bot) =>
        bot.intents(situation, this.#seatOf(bot.device), {
          view: () => this.#viewOf(bot.device, null),
          random,
          speed,
          steadyMs: this.#ports.clock.steadyMs(),
        }),
      ),
      ...clockIntents(situation, device),
    ];
  }

  /** What the person has asked for in advance. */
  #myIntents({ ask, hand }: Situation): Intent[] {
    const { device } = this.#ports;
    const seat = this.#mySeat();
    if (seat === null) return [];
    if (ask.for === 'move' && ask.seat === seat && this.#preAction) {
      const action = resolvePreAction(this.#preAction, legalActions(ask.round));
      this.#preAction = null;
      if (action) {
        return [
          { afterMs: PRE_ACTION_DELAY_MS, signer: device, body: moveBody(hand, ask.turn, ask.round, action) },
        ];
      }
    }
    const isPause = ask.for === 'rest' || ask.for === 'result';
    if (isPause && this.#skippedHand === hand && !ask.skippers.includes(seat)) {
      return [{ afterMs: 0, signer: device, body: { kind: 'SKIP' } }];
    }
    return [];
  }

  #speed(): number {
    if (this.#skippedHand === this.#replica.journal.hand) return Number.POSITIVE_INFINITY;
    const seat = this.#mySeat();
    const hand = lookOf(this.#replica.journal.looks(), 'hand');
    if (!hand) return 1;
    const isOut =
      seat === null || !(hand.clockwise as Seat[]).includes(seat) || (hand.folded as Seat[]).includes(seat);
    return isOut ? FOLDED_SPEED : 1;
  }

  #seen(): SeenTable {
    const { journal, tableId } = this.#replica;
    const { position } = journal;
    return {
      tableId,
      name: this.#charter.name,
      practice: this.#charter.practice,
      hand: journal.hand,
      looks: journal.looks(),
      events: this.#events,
      seq: position.seq,
      stateHash: toHex(position.state),
      timeMs: this.#timeMs(),
      standing: this.#term === null ? STANDING_WORDS : null,
      dealingLine: DEALING_LINE,
    };
  }

  #viewOf(device: string, preAction: PreAction | null): TableView {
    return seatView(this.#seen(), { device, ownCards: this.#cardsOf(this.#seatOf(device)), preAction });
  }

  /** Table time: it stands still while nobody hosts. */
  #timeMs(): number {
    const { timeMs } = this.#replica.journal.position;
    if (this.#term === null) return timeMs;
    return Math.max(timeMs, this.#ports.clock.steadyMs() + this.#offsetMs);
  }

  #seats(): readonly { readonly seat: Seat; readonly device: string }[] {
    return (lookOf(this.#replica.journal.looks(), 'desk')?.seats ?? []) as unknown as {
      seat: Seat;
      device: string;
    }[];
  }

  #seatOf(device: string): Seat | null {
    return this.#seats().find((player) => player.device === device)?.seat ?? null;
  }

  #deviceAt(seat: Seat): string | null {
    return this.#seats().find((player) => player.seat === seat)?.device ?? null;
  }

  #mySeat(): Seat | null {
    return this.#seatOf(toHex(this.#ports.device.publicKey));
  }

  #placesOf(seat: Seat): readonly number[] | undefined {
    const holeCards = lookOf(this.#replica.journal.looks(), 'hand')?.holeCards as
      | [Seat, number[]][]
      | undefined;
    return holeCards?.find(([owner]) => owner === seat)?.[1];
  }

  #cardsOf(seat: Seat | null): number[] | null {
    const places = seat === null ? undefined : this.#placesOf(seat);
    return places && places.length > 0 ? this.#ports.dealer.peek(this.#replica.journal.hand, places) : null;
  }

  /** Cards have been dealt: the deck must be at hand, also after a restart. */
  async #loadDeck(): Promise<void> {
    const hand = lookOf(this.#replica.journal.looks(), 'hand');
    const isDealt = ((hand?.holeCards ?? []) as [Seat, number[]][]).some(([, cards]) => cards.length > 0);
    if (isDealt) await this.#ports.dealer.load(this.#replica.journal.hand);
  }

  #listen({ told }: Step): void {
    for (const item of told) {
      if (item.type === 'event') this.#events.push(item.event as unknown as TableEvent);
    }
  }

  #publish(): void {
    if (!this.#isStopped) this.#ports.publish(this.view());
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
