import { legalActions, type PreAction, resolvePreAction, type Seat } from '../../../shared/poker/index.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import { lookOf } from '../../../shared/table/asks.ts';
import type { Intent, Situation } from './intent.ts';
import { moveBody } from './moveBody.ts';
import { isPlaying } from './tableSeats.ts';

/** A chosen pre-action is played after this, so that it can be seen. */
const PRE_ACTION_DELAY_MS = 350;
/** How much faster bots play once the person is out of the hand. */
const WAITING_SPEED = 4;

/** What the person at this device has asked for in advance: a pre-action for the turn to come, no more of this hand. */
export class PersonAgent {
  readonly #signer: Signer;
  #preAction: PreAction | null = null;
  #skippedHand: number | null = null;

  constructor(signer: Signer) {
    this.#signer = signer;
  }

  get preAction(): PreAction | null {
    return this.#preAction;
  }

  choose(preAction: PreAction | null): void {
    this.#preAction = preAction;
  }

  skip(hand: number): void {
    this.#skippedHand = hand;
  }

  intents({ ask, hand, waitedMs }: Situation, seat: Seat | null): Intent[] {
    if (seat === null) return [];
    const signer = this.#signer;
    if (ask.for === 'move' && ask.seat === seat && this.#preAction) {
      const action = resolvePreAction(this.#preAction, legalActions(ask.round));
      // What does not fit this turn is not kept for the next; what does is kept until the move is made.
      if (!action) {
        this.#preAction = null;
        return [];
      }
      const afterMs = Math.max(0, PRE_ACTION_DELAY_MS - waitedMs);
      return [{ afterMs, signer, body: moveBody(hand, ask.turn, ask.round, action) }];
    }
    const isRest = ask.for === 'rest' || ask.for === 'result';
    if (isRest && this.#skippedHand === hand && !ask.skippers.includes(seat)) {
      return [{ afterMs: 0, signer, body: { kind: 'SKIP' } }];
    }
    return [];
  }

  /** How fast bots should play for this person: 1 is human, Infinity at once. */
  botSpeed({ hand, looks }: Pick<Situation, 'hand' | 'looks'>, seat: Seat | null): number {
    if (this.#skippedHand === hand) return Number.POSITIVE_INFINITY;
    if (!lookOf(looks, 'hand')) return 1;
    return seat !== null && isPlaying(looks, seat) ? 1 : WAITING_SPEED;
  }
}
