import type { OpenedCard } from '../../deck/openedCard.ts';
import { commitDeck, SALT_BYTES } from '../../deck/standIn.ts';
import { fullDeck } from '../../poker/index.ts';
import type { Arrival, Body } from '../../process/effects.ts';
import type { Plain } from '../../process/plain.ts';
import { Process, type Step } from '../../process/process.ts';
import { type Ask, askOf, lookOf } from '../asks.ts';
import { type Game, newGame } from '../game.ts';
import { tableProgram } from '../program.ts';
import { PLAIN_RULES, type Settings } from '../settings.ts';

export const HOST = 'host';
export const TABLE = new Uint8Array(16).fill(5);

export const SETTINGS: Settings = {
  ...PLAIN_RULES,
  maxSeats: 6,
  smallBlind: 1,
  bigBlind: 2,
  minBuyIn: 40,
  maxBuyIn: 200,
  actionClockMs: 30_000,
  timeBankMs: 60_000,
};

export const gameWith = (settings: Partial<Settings> = {}): Game => ({
  ...newGame(HOST, { ...SETTINGS, ...settings }, { name: 'Host', avatar: 0, practice: true, standIn: true }),
  paused: false,
});

/** A deck in this order from the top; missing cards follow in ascending order. */
export function stackedDeck(top: readonly number[] = [], salt = 7): OpenedCard[] {
  const rest = fullDeck().filter((card) => !top.includes(card));
  return [...top, ...rest].map((card, index) => ({
    index,
    card,
    proof: new Uint8Array(SALT_BYTES).fill(salt),
  }));
}

/** A table program run by hand: tests say what is said at the table, the dealer's part is done for them. */
export class Practice {
  process: Process<Plain>;
  timeMs = 1_000;
  hand = 1;
  readonly events: { what: string; [key: string]: Plain }[] = [];
  readonly arrivals: Arrival[] = [];

  constructor(
    game: Game,
    public deck: OpenedCard[] = stackedDeck(),
  ) {
    this.process = this.#start(game as unknown as Plain);
  }

  get ask(): Ask {
    return askOf(this.process.looks());
  }

  look(chapter: string) {
    return lookOf(this.process.looks(), chapter);
  }

  get game(): Game {
    if (!this.process.result) throw new Error('the hand is not over');
    return this.process.result.value as unknown as Game;
  }

  /** Starts the next hand from the checkpoint of this one. */
  nextHand(): void {
    this.hand += 1;
    this.process = this.#start(this.game as unknown as Plain);
  }

  /** Says something; throws Refused with the sentence its author would read. */
  say(device: string, kind: string, rest: { [key: string]: Plain } = {}): Step {
    const arrival = { device, host: HOST, timeMs: this.timeMs, body: { kind, ...rest } as Body };
    const step = this.process.take(arrival);
    this.arrivals.push(arrival);
    this.#listen(step);
    return step;
  }

  sit(seat: number, buyIn = 100, rest: { [key: string]: Plain } = {}): void {
    this.say(`device${seat}`, 'SIT', { seat, name: `P${seat}`, buyIn, bot: false, ...rest });
  }

  move(action: 'fold' | 'check' | 'call' | 'raise', amount?: number): void {
    this.serve();
    const { ask } = this;
    if (ask.for !== 'move') throw new Error(`nobody is to act, but: ${ask.for}`);
    const own = ask.round.seats.find(({ seat }) => seat === ask.seat);
    const toCall = Math.min(ask.round.level - (own?.bet ?? 0), own?.stack ?? 0);
    this.say(this.deviceAt(ask.seat), 'MOVE', {
      hand: this.hand,
      turn: ask.turn,
      action,
      amount: amount ?? (action === 'call' ? toCall : 0),
    });
  }

  /** Does the dealer's part, and lets everybody show and time pass, until a player must act or the hand is over. */
  serve(until: (ask: Ask) => boolean = () => false): void {
    while (!this.process.result) {
      const { ask } = this;
      if (ask.for === 'hole cards') throw new Error('a stand-in deck needs no shares');
      if (ask.for === 'players' || ask.for === 'move' || until(ask)) return;
      if (ask.for === 'deck') this.shuffle();
      else if (ask.for === 'board') this.say(HOST, 'FACES', { cards: this.opened(ask.places) });
      else if (ask.for === 'show') {
        this.say(this.deviceAt(ask.seat), 'SHOW', { cards: this.opened(ask.places) });
      } else if (ask.for === 'run twice') {
        this.say(this.deviceAt(ask.seats[0] as number), 'RUN_TWICE', { agree: false });
      } else this.timeout();
    }
  }

  /** The device of who sits there. */
  deviceAt(seat: number): string {
    const seats = (this.look('desk')?.seats ?? []) as unknown as Game['seated'];
    return seats.find((player) => player.seat === seat)?.device ?? `device${seat}`;
  }

  protected shuffle(): void {
    this.say(HOST, 'STAND_IN_DECK', { commitments: commitDeck(this.deck) });
  }

  timeout(): void {
    this.timeMs = Math.max(this.timeMs, this.process.deadlineMs() ?? this.timeMs);
    this.say(HOST, 'TIMEOUT');
  }

  opened(places: readonly number[]): Plain[] {
    return places.map((place) => ({ ...(this.deck[place] as OpenedCard) }));
  }

  #start(game: Plain): Process<Plain> {
    const process = new Process(tableProgram.play(game, { table: TABLE, hand: this.hand }), this.timeMs);
    this.#listen(process.opening);
    return process;
  }

  #listen(step: Step): void {
    for (const told of step.told) {
      if (told.type === 'event') this.events.push(told.event as { what: string });
    }
  }
}
