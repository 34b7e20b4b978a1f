import { moveBody } from '../../../electron/host/agents/moveBody.ts';
import { plainCards } from '../../../electron/host/agents/showAgent.ts';
import { happens, shuffled } from '../../../electron/host/bots/chance.ts';
import { seededRandom } from '../../../electron/host/bots/testing/seededRandom.ts';
import { signerOf } from '../../../electron/host/keys.ts';
import type { OpenedCard } from '../../../shared/deck/openedCard.ts';
import { commitDeck, SALT_BYTES } from '../../../shared/deck/standIn.ts';
import { type Action, fullDeck, legalActions, type Round } from '../../../shared/poker/index.ts';
import { type Checkpoint, certify, firstCheckpoint, HAND_END } from '../../../shared/process/checkpoint.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { hash, toHex } from '../../../shared/process/hash.ts';
import { signInput } from '../../../shared/process/input.ts';
import { Journal, type NextHand, type PlayedEntry } from '../../../shared/process/journal.ts';
import type { Plain } from '../../../shared/process/plain.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { Step } from '../../../shared/process/process.ts';
import { askOf } from '../../../shared/table/asks.ts';
import type { TableEvent } from '../../../shared/table/events.ts';
import { newGame } from '../../../shared/table/game.ts';
import { tablePrograms } from '../../../shared/table/programs.ts';
import { PLAIN_RULES, type Settings } from '../../../shared/table/settings.ts';

const PLAYERS = 6;
/** A thousand big blinds: nobody is broke before the evening is over. */
const BUY_IN = 100_000;
export const EVENING_SETTINGS: Settings = {
  ...PLAIN_RULES,
  maxSeats: PLAYERS,
  smallBlind: 50,
  bigBlind: 100,
  minBuyIn: BUY_IN,
  maxBuyIn: BUY_IN,
};
const CHARTER = { practice: true, createdMs: 0 };
/** How long a player thinks. */
const THOUGHT_MS = 1_500;
const RAISE_CHANCE = 0.12;
const FOLD_CHANCE = 0.25;

export const TERM = 1;
export const PROGRAMS = tablePrograms;

export interface EveningOptions {
  readonly seed: number;
  /** The number that the table's first hand has here; 1 if absent. */
  readonly firstHand?: number;
  /** Tables of other names are other tables, whoever plays at them; `Bench` if absent. */
  readonly name?: string;
}

/** A hand from its document's first entry to its last. */
export interface PlayedHand {
  readonly opening: NextHand;
  readonly entries: readonly PlayedEntry[];
  readonly events: readonly TableEvent[];
  readonly next: NextHand;
}

/**
 * Six players with real keys at one table, hand after hand, on a journal in memory. It says what comes next, entry by
 * entry, so that what is timed finds its inputs written and signed.
 */
export class Evening {
  readonly checkpoint: Checkpoint;
  readonly host: Signer;
  readonly #players: readonly Signer[];
  readonly #random: () => number;
  #opening: NextHand;
  #journal: Journal;
  #deck: readonly OpenedCard[] = [];
  #entries: PlayedEntry[] = [];
  #timeMs = 0;
  #last: PlayedHand | null = null;

  constructor({ seed, firstHand = 1, name = 'Bench' }: EveningOptions) {
    this.#players = Array.from({ length: PLAYERS }, (_, seat) => eveningPlayer(seed, seat));
    this.host = this.#players[0] as Signer;
    this.#random = seededRandom(seed);
    const game = newGame(toHex(this.host.publicKey), EVENING_SETTINGS, {
      name: 'Host',
      avatar: 0,
      practice: true,
      standIn: true,
    }) as unknown as Plain;
    this.checkpoint = { ...firstCheckpoint({ name, ...CHARTER }, game), hand: firstHand };
    this.#opening = { hand: firstHand, checkpoint: certify(this.checkpoint, null) };
    this.#journal = this.#openHand();
  }

  /** The hand that ended last. @throws Error before the first has */
  get lastHand(): PlayedHand {
    if (!this.#last) throw new Error('No hand has ended yet.');
    return this.#last;
  }

  /** What the open hand's document starts with. */
  get opening(): NextHand {
    return this.#opening;
  }

  /** Plays the next entry; after a HAND_END the next hand is open. */
  next(): PlayedEntry {
    const journal = this.#journal;
    const input = journal.isPlayed
      ? journal.handEndInput(this.#numberOf(this.host), this.host)
      : this.#nextInput();
    const played = journal.append(input, this.#timeMs, TERM, this.host);
    this.#entries.push(played);
    if (journal.isEnded) this.#turnPage();
    return played;
  }

  /** Plays the open hand to its end. */
  playHand(): PlayedHand {
    while (this.next().input.body.kind !== HAND_END);
    return this.lastHand;
  }

  #nextInput(): Uint8Array {
    const { signer, body } = this.#whoSaysWhat();
    return signInput({ table: this.#journal.table, number: this.#numberOf(signer), body }, signer);
  }

  #numberOf(signer: Signer): number {
    return this.#journal.takenFrom(signer.publicKey) + 1;
  }

  #whoSaysWhat(): { signer: Signer; body: Body } {
    const { host } = this;
    const ask = askOf(this.#journal.looks());
    switch (ask.for) {
      case 'players':
        return this.#whoComes();
      case 'deck':
        this.#deck = shuffledDeck(this.#random);
        return { signer: host, body: { kind: 'STAND_IN_DECK', commitments: commitDeck(this.#deck) } };
      case 'board':
        return { signer: host, body: { kind: 'FACES', cards: this.#opened(ask.places) } };
      case 'show':
        return { signer: this.#at(ask.seat), body: { kind: 'SHOW', cards: this.#opened(ask.places) } };
      case 'move':
        this.#timeMs += THOUGHT_MS;
        return {
          signer: this.#at(ask.seat),
          body: moveBody(this.#journal.hand, ask.turn, ask.round, this.#choose(ask.round)),
        };
      default:
        this.#timeMs = Math.max(this.#timeMs, this.#journal.deadlineMs() ?? 0);
        return { signer: host, body: { kind: 'TIMEOUT' } };
    }
  }

  /** Before the first hand: the host takes its place, everybody sits down, the opener says go. */
  #whoComes(): { signer: Signer; body: Body } {
    const said = this.#entries.length;
    if (said === 0) return { signer: this.host, body: { kind: 'TERM_START' } };
    const seat = said - 1;
    if (seat === PLAYERS) return { signer: this.host, body: { kind: 'RESUME' } };
    const name = `Player ${seat + 1}`;
    return { signer: this.#at(seat), body: { kind: 'SIT', seat, name, buyIn: BUY_IN, bot: false } };
  }

  /** Mostly looks on and calls, so that hands run over several streets with several players. */
  #choose(round: Round): Action {
    const { canCheck, minRaiseTo } = legalActions(round);
    if (minRaiseTo !== null && happens(RAISE_CHANCE, this.#random)) return { type: 'raise', to: minRaiseTo };
    if (canCheck) return { type: 'check' };
    return happens(FOLD_CHANCE, this.#random) ? { type: 'fold' } : { type: 'call' };
  }

  #at(seat: number): Signer {
    return this.#players[seat] as Signer;
  }

  #opened(places: readonly number[]): Plain[] {
    return plainCards(places.map((place) => this.#deck[place] as OpenedCard));
  }

  #turnPage(): void {
    const entries = this.#entries;
    const next = this.#journal.nextHand();
    const steps = [this.#journal.opening, ...entries.map(({ step }) => step)];
    this.#last = { opening: this.#opening, entries, events: steps.flatMap(eventsOf), next };
    this.#opening = next;
    this.#entries = [];
    this.#journal = this.#openHand();
  }

  #openHand(): Journal {
    return new Journal(this.#opening.checkpoint, PROGRAMS.newest.version, {
      programs: PROGRAMS,
      verify: () => true,
      guard: () => null,
    });
  }
}

function eventsOf({ told }: Step): TableEvent[] {
  return told.flatMap((item) => (item.type === 'event' ? [item.event as unknown as TableEvent] : []));
}

function shuffledDeck(random: () => number): OpenedCard[] {
  return shuffled(fullDeck(), random).map((card, index) => {
    const proof = Uint8Array.from({ length: SALT_BYTES }, () => Math.floor(random() * 256));
    return { index, card, proof };
  });
}

/** Who sits at a seat of an evening; the first is its host. Evenings whose seeds differ by 256 have the same players. */
export function eveningPlayer(seed: number, seat: number): Signer {
  return signerOf(hash('bench/player', Uint8Array.of(seed, seat)));
}
