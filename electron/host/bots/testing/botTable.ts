import { type Card, fullDeck } from '../../../../shared/poker/index.ts';
import type { TableEvent } from '../../../../shared/table/events.ts';
import type { Settings } from '../../../../shared/table/settings.ts';
import { gameWith, HOST, Practice, stackedDeck } from '../../../../shared/table/testing/practice.ts';
import { seatView } from '../../../../shared/view/seatView.ts';
import type { TableView } from '../../../../shared/view/tableView.ts';
import type { Temperament } from '../../../ipc.ts';
import { type Random, shuffled } from '../chance.ts';
import { type BotDecision, decide } from '../decide.ts';
import { questionOf } from '../question.ts';
import { seededRandom } from './seededRandom.ts';

export const BUY_IN = 200;

/** A bot's turn as it saw it, and what it did. */
export interface Answer {
  readonly seat: number;
  readonly view: TableView;
  readonly decision: BotDecision;
}

/** The real table program with a bot in every seat; what the host does for them is done here, without waiting. */
export class BotTable {
  readonly practice: Practice;
  readonly answers: Answer[] = [];
  readonly #temperaments: readonly Temperament[];
  readonly #random: Random;
  readonly #answered = new Set<string>();
  #handEvents = 0;

  constructor(temperaments: readonly Temperament[], seed: number, settings: Partial<Settings> = {}) {
    this.#temperaments = temperaments;
    this.#random = seededRandom(seed);
    const table = { maxSeats: temperaments.length, maxBuyIn: BUY_IN, actionClockMs: null, ...settings };
    this.practice = new Practice({ ...gameWith(table), paused: true }, this.#shuffledDeck());
    // To the table they are people: bots among themselves are not dealt to.
    for (const seat of temperaments.keys()) this.practice.sit(seat, BUY_IN);
    this.practice.say(HOST, 'RESUME');
  }

  /** Plays the open hand to its end, opens the next, and returns what happened. Throws when the table stands still. */
  playHand(): TableEvent[] {
    while (!this.practice.process.result) if (!this.#anyAnswers()) this.#serveOnce();
    const events = this.#eventsOfHand();
    this.#handEvents = this.practice.events.length;
    this.practice.deck = this.#shuffledDeck();
    this.practice.nextHand();
    this.#answered.clear();
    return events;
  }

  view(seat: number): TableView {
    const { practice } = this;
    const table = {
      tableId: '0'.repeat(32),
      name: 'Practice',
      practice: true,
      hand: practice.hand,
      looks: practice.process.looks(),
      events: this.#eventsOfHand(),
      seq: 0,
      stateHash: '',
      timeMs: practice.timeMs,
      standing: null,
      dealingLine: '',
    };
    return seatView(table, { device: `device${seat}`, ownCards: this.#holeCards(seat), preAction: null });
  }

  /** Lets the first bot that is asked something answer; false when none is. */
  #anyAnswers(): boolean {
    for (const seat of this.#askedSeats()) {
      const view = this.view(seat);
      const question = questionOf(view);
      if (!question || this.#answered.has(`${seat} ${question.key}`)) continue;
      this.#answered.add(`${seat} ${question.key}`);
      const decision = decide(view, this.#temperaments[seat] ?? 'calm', this.#random);
      if (!decision) continue;
      this.answers.push({ seat, view, decision });
      this.#send(seat, view, decision);
      return true;
    }
    return false;
  }

  /** Whose views may put a question now. */
  #askedSeats(): readonly number[] {
    const { ask } = this.practice;
    switch (ask.for) {
      case 'move':
      case 'show':
        return [ask.seat];
      case 'run twice':
        return ask.seats;
      case 'players':
      case 'result':
        return [...this.#temperaments.keys()];
      default:
        return [];
    }
  }

  #send(seat: number, view: TableView, decision: BotDecision): void {
    const say = (kind: string, rest = {}) => this.practice.say(`device${seat}`, kind, rest);
    switch (decision.type) {
      case 'act': {
        const { hand, turn, action } = decision;
        const called = action.type === 'call' ? (view.legal?.callAmount ?? 0) : 0;
        const amount = action.type === 'raise' ? action.to : called;
        say('MOVE', { hand, turn, action: action.type, amount });
        return;
      }
      case 'runTwice':
        say('RUN_TWICE', { agree: decision.agree });
        return;
      case 'show':
        say('SHOW', { cards: this.practice.opened(this.#holePlaces(seat)) });
        return;
      case 'muck':
        say('MUCK');
        return;
      case 'topUp':
        say('TOP_UP', { amount: decision.amount });
        return;
      case 'sitOut':
        say('SIT_OUT', { sitOut: decision.sitOut });
    }
  }

  #serveOnce(): void {
    const before = this.practice.arrivals.length;
    this.practice.serve(() => this.practice.arrivals.length > before);
    const isOver = this.practice.process.result !== null && this.practice.process.result !== undefined;
    if (this.practice.arrivals.length === before && !isOver) {
      throw new Error(`the table stands still and waits for: ${this.practice.ask.for}`);
    }
  }

  #holePlaces(seat: number): number[] {
    const dealt = (this.practice.look('hand')?.holeCards ?? []) as [number, number[]][];
    return dealt.find(([player]) => player === seat)?.[1] ?? [];
  }

  #holeCards(seat: number): Card[] | null {
    const places = this.#holePlaces(seat);
    return places.length < 2 ? null : places.map((place) => this.practice.deck[place]?.card as Card);
  }

  #eventsOfHand(): TableEvent[] {
    return this.practice.events.slice(this.#handEvents) as unknown as TableEvent[];
  }

  #shuffledDeck() {
    return stackedDeck(shuffled(fullDeck(), this.#random));
  }
}
