import { fullDeck, type LegalActions, legalActions } from '../../shared/poker/index.ts';
import type { Arrival } from '../../shared/process/effects.ts';
import type { Plain } from '../../shared/process/plain.ts';
import type { Step } from '../../shared/process/process.ts';
import type { Ask } from '../../shared/table/asks.ts';
import type { Game } from '../../shared/table/game.ts';
import { HOST, Practice, stackedDeck } from '../../shared/table/testing/practice.ts';

/** A table run by hand that remembers what was said, hand by hand. The deck of each hand is shuffled from a seed. */
export class GoldenTable extends Practice {
  /** What the first hand started from. */
  readonly firstGame: Game;
  protected readonly seed: number;
  readonly #finished: Arrival[][] = [];

  constructor(game: Game, seed: number) {
    super(game, shuffledDeck(seed));
    this.firstGame = game;
    this.seed = seed;
    this.say(HOST, 'TERM_START');
  }

  /** Everything that was said, by hand. @throws Error while a hand is not over */
  get hands(): readonly (readonly Arrival[])[] {
    if (!this.process.result) throw new Error('the last hand is not over');
    return [...this.#finished, this.arrivals];
  }

  /** People sit down, each with a stack, and the table goes on. */
  open(stacks: Readonly<Record<number, number>>): void {
    for (const [seat, stack] of Object.entries(stacks)) this.sit(Number(seat), stack);
    this.say(HOST, 'RESUME');
  }

  override nextHand(): void {
    this.#finished.push(this.arrivals.splice(0));
    this.deck = shuffledDeck(this.seed + this.hand);
    super.nextHand();
  }

  /** Every word takes a second. */
  override say(device: string, kind: string, rest: { [key: string]: Plain } = {}): Step {
    this.timeMs += 1_000;
    return super.say(device, kind, rest);
  }

  player(seat: number, kind: string, rest: { [key: string]: Plain } = {}): void {
    this.say(`device${seat}`, kind, rest);
  }

  /** The player to act goes all-in with a raise. */
  shove(): void {
    this.serve();
    const { maxRaiseTo } = this.#legal();
    if (maxRaiseTo === null) throw new Error('nobody can raise');
    this.move('raise', maxRaiseTo);
  }

  /** A player shows without having to, while the result stands on the table. */
  showInResult(seat: number): void {
    const holeCards = this.look('hand')?.holeCards as [number, number[]][];
    const places = holeCards.find(([owner]) => owner === seat)?.[1] ?? [];
    this.player(seat, 'SHOW', { cards: this.opened(places) });
  }

  /** The dealer opens the cards of a seat whose device stays silent. */
  openUnshown(): void {
    const { ask } = this;
    if (ask.for !== 'show') throw new Error(`nobody is asked to show, but: ${ask.for}`);
    this.timeout();
    this.say(HOST, 'FACES', { cards: this.opened(ask.places) });
  }

  /** Everybody puts in all they have. */
  everybodyAllIn(): void {
    for (this.serve(); this.ask.for === 'move'; this.serve((ask) => ask.for === 'run twice')) {
      if (this.#legal().maxRaiseTo === null) this.move('call');
      else this.shove();
    }
  }

  /** The player to act checks, or calls where that cannot be. */
  stayIn(): void {
    this.move(this.#legal().canCheck ? 'check' : 'call');
  }

  /** Everybody stays in, to the end of the hand. */
  callDown(): void {
    for (this.serve(); !this.process.result; this.serve()) this.stayIn();
  }

  /** Everybody folds, to the end of the hand. */
  foldRound(): void {
    for (this.serve(); !this.process.result; this.serve()) this.move('fold');
  }

  /** Everybody folds, until the result stands. */
  foldToResult(): void {
    const isResult = (ask: Ask) => ask.for === 'result';
    for (this.serve(isResult); this.look('result') === undefined; this.serve(isResult)) this.move('fold');
  }

  /** Those who need not show muck, to the end of the hand. */
  muckDown(): void {
    const mayMuck = (ask: Ask) => ask.for === 'show' && !ask.mustShow;
    for (this.serve(mayMuck); !this.process.result; this.serve(mayMuck)) {
      const { ask } = this;
      if (ask.for !== 'show') throw new Error(`nobody is asked to show, but: ${ask.for}`);
      this.player(ask.seat, 'MUCK');
    }
  }

  #legal(): LegalActions {
    const { ask } = this;
    if (ask.for !== 'move') throw new Error(`nobody is to act, but: ${ask.for}`);
    return legalActions(ask.round);
  }
}

function shuffledDeck(seed: number) {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const cards = fullDeck();
  for (let last = cards.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [cards[last], cards[other]] = [cards[other] as number, cards[last] as number];
  }
  return stackedDeck(cards, seed % 256);
}
