import type { Seat } from '../../../shared/poker/index.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import type { InputKind } from '../../../shared/table/inputs.ts';
import type { TableView } from '../../../shared/view/tableView.ts';
import { type BotDecision, decide } from '../bots/decide.ts';
import { thinkingTimeMs } from '../bots/delay.ts';
import { BOTS_MAX, temperamentOf } from '../bots/names.ts';
import { questionOf } from '../bots/question.ts';
import { botSeed, signerOf } from '../keys.ts';
import type { Intent, Situation } from './intent.ts';
import { moveBody } from './moveBody.ts';

/** What a bot made of a question, and how long it thinks about it, undisturbed by what else is said meanwhile. */
interface Thought {
  readonly key: string;
  readonly decision: BotDecision | null;
  readonly thinkingMs: number;
  readonly sinceMs: number;
}

/** Inputs that answer a question. */
const DECISIONS: ReadonlySet<string> = new Set<InputKind>([
  'MOVE',
  'RUN_TWICE',
  'TOP_UP',
  'SIT_OUT',
  'SHOW',
  'MUCK',
]);

export interface BotSurroundings {
  /** What this bot's seat may see. */
  readonly view: () => TableView;
  readonly random: () => number;
  /** 1 is human; Infinity at once. */
  readonly speed: number;
  readonly steadyMs: number;
}

/** A bot at a practice table: a device of its own, with its own key; it sees its own view and says inputs like anybody. */
export class BotAgent {
  readonly signer: Signer;
  readonly device: string;
  #thought: Thought | null = null;

  constructor(signer: Signer) {
    this.signer = signer;
    this.device = toHex(signer.publicKey);
  }

  /** @param seat the bot's, null while it has none */
  intents(situation: Situation, seat: Seat | null, around: BotSurroundings): Intent[] {
    if (seat === null || !mayConcern(situation, seat)) return [];
    const view = around.view();
    const question = questionOf(view);
    if (!question) return [];
    if (this.#thought?.key !== question.key) this.#thought = this.#think(question.key, view, around);
    const { decision, thinkingMs, sinceMs } = this.#thought;
    const body = decision && bodyOf(decision, situation);
    if (!body) return [];
    const afterMs = Math.max(0, thinkingMs / around.speed - (around.steadyMs - sinceMs));
    return [{ afterMs, signer: this.signer, body }];
  }

  /** Its device has said something: a decision, unless it was about a deck. */
  hasSaid({ kind }: Body): void {
    if (this.#thought && DECISIONS.has(kind)) this.#thought = { ...this.#thought, decision: null };
  }

  #think(key: string, view: TableView, { random, steadyMs }: BotSurroundings): Thought {
    const temperament = temperamentOf(view.seats.find(({ isMe }) => isMe)?.name ?? '');
    const decision = decide(view, temperament, random);
    const thinkingMs = decision ? thinkingTimeMs(view, decision, temperament, random, 1) : 0;
    return { key, decision, thinkingMs, sinceMs: steadyMs };
  }
}

/** The bots of a table, the same after every restart; those that never sat down are not heard. */
export function botAgents(deviceSeed: Uint8Array, tableId: string): BotAgent[] {
  return Array.from(
    { length: BOTS_MAX },
    (_, bot) => new BotAgent(signerOf(botSeed(deviceSeed, tableId, bot))),
  );
}

/** Spares a bot's view where it cannot be asked for anything. Its device shows its cards by itself at a showdown. */
function mayConcern({ ask }: Situation, seat: Seat): boolean {
  if (ask.for === 'move') return ask.seat === seat;
  if (ask.for === 'run twice') return ask.seats.includes(seat) && !ask.agreed.includes(seat);
  return ask.for === 'result' || ask.for === 'players';
}

function bodyOf(decision: BotDecision, { ask, hand }: Situation): Body | null {
  switch (decision.type) {
    case 'act':
      return ask.for === 'move' ? moveBody(hand, ask.turn, ask.round, decision.action) : null;
    case 'runTwice':
      return { kind: 'RUN_TWICE', agree: decision.agree };
    case 'topUp':
      return { kind: 'TOP_UP', amount: decision.amount };
    case 'sitOut':
      return { kind: 'SIT_OUT', sitOut: decision.sitOut };
    default:
      return null;
  }
}
