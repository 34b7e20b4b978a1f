import { LIMITS } from '../../shared/protocol.ts';
import type { ChatLine, Emote } from '../ipc.ts';
import { TokenBucket } from './swarm/rateLimit.ts';

export const TOO_FAST_WORDS = 'You say so much at once that nobody can read it. Wait a moment.';

/**
 * What is said beside a table. It is kept while the table is open here, never journalled, and bounded (DESIGN.md 3.9):
 * the lines that are kept, and how fast one device is listened to.
 */
export class Chat {
  #lines: ChatLine[] = [];
  #next = 1;
  /** The highest number heard from each device: a line that comes twice is one line. */
  readonly #heard = new Map<string, number>();

  get lines(): readonly ChatLine[] {
    return this.#lines;
  }

  readonly #patience = new Map<string, TokenBucket>();

  /**
   * @param number rises with every line of a device; null: an emote
   * @param nowMs by the steady clock
   * @returns whether it is new, and not too much.
   */
  hear(line: Omit<ChatLine, 'id'>, number: number | null, nowMs: number): boolean {
    if (number !== null) {
      if (number <= (this.#heard.get(line.device) ?? 0)) return false;
      this.#heard.set(line.device, number);
    }
    if (!this.#listensTo(line.device, nowMs)) return false;
    this.#lines = [...this.#lines, { ...line, id: this.#next++ }].slice(-LIMITS.chatLinesKept);
    return true;
  }

  #listensTo(device: string, nowMs: number): boolean {
    const { chatPerSecond, chatBurst } = LIMITS;
    const patience = this.#patience.get(device) ?? new TokenBucket(chatPerSecond, chatBurst, nowMs);
    this.#patience.set(device, patience);
    return patience.take(1, nowMs);
  }
}

export const EMOTE_WORDS: Record<Emote, string> = {
  'nice-hand': 'Nice hand!',
  'thank-you': 'Thank you!',
  'good-luck': 'Good luck!',
  laugh: 'Ha ha!',
  wow: 'Wow!',
  sigh: 'Oh no…',
  hurry: 'Time, please.',
  cheers: 'Cheers!',
};
