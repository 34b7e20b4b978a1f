import { holeIndex } from '../../deck/indexMap.ts';
import type { OpenedCard } from '../../deck/openedCard.ts';
import {
  type Chips,
  type LegalActions,
  legalActions,
  type Pot,
  type Round,
  type Seat,
} from '../../poker/index.ts';
import type { PhhHand } from '../../poker/phh.ts';
import type { Body } from '../../process/effects.ts';
import type { Plain } from '../../process/plain.ts';
import { Refused } from '../../process/process.ts';
import { Run } from '../../process/run.ts';
import { type Ask, askOf, lookOf } from '../asks.ts';
import { standInDealing } from '../dealing.ts';
import type { SealedCard } from '../deck.ts';
import { openDesk } from '../desk.ts';
import type { TableEvent } from '../events.ts';
import { playHand } from '../hand.ts';
import { commitStackedDeck, stackDeck } from './deck.ts';
import { readMove } from './move.ts';
import { isKnown, nameOf, OffScript, quoteLine, readScript, type Script, type ScriptLine } from './script.ts';
import { DEALER, deviceOf, HAND, startOf } from './start.ts';

/** The file does not say what the table asks for; `message` says what that is. */
export class FileEnds extends Error {
  override name = 'FileEnds';
}

type AskFor<F extends Ask['for']> = Extract<Ask, { readonly for: F }>;
type WinEvent = Extract<TableEvent, { readonly what: 'wins' }>;

const NOBODY_ACTS: LegalActions = {
  actor: null,
  canFold: false,
  canCheck: false,
  callAmount: 0,
  minRaiseTo: null,
  maxRaiseTo: null,
};

/** A table at which everybody says what a file has them say. Seats are the file's players. */
export class FileTable {
  readonly #hand: PhhHand;
  readonly #script: Script;
  readonly #deck: readonly OpenedCard[];
  readonly #run: Run<Map<Seat, Chips>>;
  /** Lines of the script that are yet to be said. */
  readonly #lines: ScriptLine[];
  /** Who has yet to do with its cards what the file says. */
  readonly #claimants: Set<Seat>;
  readonly #wins: WinEvent[] = [];
  #bySiteRule = false;
  #timeMs = 0;

  /** A table with the deck made and the posts in. */
  constructor(hand: PhhHand) {
    this.#hand = hand;
    this.#script = readScript(hand);
    this.#deck = stackDeck(this.#script);
    this.#lines = [...this.#script.lines];
    this.#claimants = new Set(this.#script.claims.keys());
    const { start, game } = startOf(hand);
    this.#run = new Run(playHand(start, openDesk(game, this.#timeMs), standInDealing()), this.#timeMs);
    this.#say(DEALER, { kind: 'STAND_IN_DECK', commitments: commitStackedDeck(this.#deck) });
  }

  isOver(): boolean {
    return this.#run.result !== null;
  }

  isAtEndOfFile(): boolean {
    return this.#lines.length === 0 && this.#claimants.size === 0;
  }

  /** Answers what the table asks now. @throws FileEnds, OffScript */
  answer(): void {
    const ask = askOf(this.#run.looks());
    if (ask.for === 'move') this.#move(ask);
    else if (ask.for === 'board') this.#openBoard(ask);
    else if (ask.for === 'show') this.#showOrMuck(ask);
    else if (ask.for === 'result') this.#endResult();
    else if (ask.for === 'rest') this.#letTimePass();
    else throw new Error(`a hand from a file never waits for: ${ask.for}`);
  }

  /** How the hand ended. */
  result(): { stacks: Chips[]; evenStacks: number[]; bySiteRule: boolean } {
    const stacks = [...(this.#run.result?.value.values() ?? [])];
    return { stacks, evenStacks: this.#evenly(stacks), bySiteRule: this.#bySiteRule };
  }

  legalActions(): LegalActions {
    const round = this.#round();
    return round ? legalActions(round) : NOBODY_ACTS;
  }

  pots(): Pot[] {
    const pots = lookOf(this.#run.looks(), 'hand')?.pots as unknown as Pot[] | undefined;
    const folded = new Set(
      this.#round()
        ?.seats.filter((entry) => entry.folded)
        .map(({ seat }) => seat),
    );
    return (pots ?? []).map(({ amount, eligible }) => ({
      amount,
      eligible: eligible.filter((seat) => !folded.has(seat)),
    }));
  }

  /** The round that is being played; null between rounds. */
  #round(): Round | null {
    return (lookOf(this.#run.looks(), 'street')?.round as unknown as Round | undefined) ?? null;
  }

  #move({ seat, turn, round }: AskFor<'move'>): void {
    const line = this.#next(`${nameOf(seat)} is to act.`);
    if (line.type === 'deal-board' || line.player !== seat) {
      throw this.#offScript(line, `${nameOf(seat)} is to act.`);
    }
    const legal = legalActions(round);
    const { action, bySiteRule } = readMove(line, round, legal);
    const amount = action.type === 'raise' ? action.to : action.type === 'call' ? legal.callAmount : 0;
    try {
      this.#say(deviceOf(seat), { kind: 'MOVE', hand: HAND, turn, action: action.type, amount });
    } catch (error) {
      throw error instanceof Refused ? this.#offScript(line, error.message) : error;
    }
    this.#bySiteRule ||= bySiteRule;
  }

  #openBoard({ places }: AskFor<'board'>): void {
    const isToCome = `The board's next ${places.length === 1 ? 'card is' : `${places.length} cards are`} to be dealt.`;
    const line = this.#next(isToCome);
    if (line.type !== 'deal-board' || line.cards.length !== places.length) {
      throw this.#offScript(line, isToCome);
    }
    this.#say(DEALER, { kind: 'FACES', cards: this.#opened(places) });
  }

  #showOrMuck({ seat, places, mustShow }: AskFor<'show'>): void {
    const claim = this.#script.claims.get(seat);
    this.#claimants.delete(seat);
    const isMucked = claim === 'mucks';
    if (!isMucked && !isKnown(this.#script.holeCards[seat])) {
      throw new FileEnds(`${nameOf(seat)} is to show its cards.`);
    }
    if (isMucked && !mustShow) this.#say(deviceOf(seat), { kind: 'MUCK' });
    else this.#say(deviceOf(seat), { kind: 'SHOW', cards: this.#opened(places) });
  }

  /** The result stands; whoever shows without having to does it now. */
  #endResult(): void {
    const [line] = this.#lines;
    if (line) throw this.#offScript(line, 'The hand is over.');
    const { holeCards, claims } = this.#script;
    for (const seat of this.#claimants) {
      if (claims.get(seat) !== 'shows' || !isKnown(holeCards[seat])) continue;
      const places = [0, 1].map((round) => holeIndex(round, seat, holeCards.length));
      this.#say(deviceOf(seat), { kind: 'SHOW', cards: this.#opened(places) });
    }
    this.#claimants.clear();
    this.#letTimePass();
  }

  #letTimePass(): void {
    this.#timeMs = this.#run.deadlineMs() ?? this.#timeMs;
    this.#say(DEALER, { kind: 'TIMEOUT' });
  }

  #say(device: string, body: Body): void {
    const told = this.#run.take({ device, host: DEALER, body, timeMs: this.#timeMs });
    for (const { event } of told.filter((entry) => entry.type === 'event')) {
      const happened = event as unknown as TableEvent;
      if (happened.what === 'wins') this.#wins.push(happened);
    }
  }

  #opened(places: readonly SealedCard[]): Plain[] {
    return places.map((place) => ({ ...(this.#deck[place] as OpenedCard) }));
  }

  /** The next line of the file. @throws FileEnds, with what the table waits for */
  #next(waitsFor: string): ScriptLine {
    const line = this.#lines.shift();
    if (!line) throw new FileEnds(waitsFor);
    return line;
  }

  #offScript(line: ScriptLine, why: string): OffScript {
    return new OffScript(`${quoteLine(line, this.#hand)}: ${why}`);
  }

  /** The stacks if every pot had been cut into equal parts. */
  #evenly(stacks: readonly Chips[]): number[] {
    const even = [...stacks];
    for (const { pot, board, seat, amount } of this.#wins) {
      const shares = this.#wins.filter((win) => win.pot === pot && win.board === board);
      const won = shares.reduce((sum, share) => sum + share.amount, 0);
      even[seat] = (even[seat] ?? 0) + won / shares.length - amount;
    }
    return even;
  }
}
