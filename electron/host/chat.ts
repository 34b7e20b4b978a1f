import { LIMITS } from '../../shared/protocol.ts';
import type { ChatLine, Emote } from '../ipc.ts';

/** What is said beside a table. It is kept while the table is open here, never journalled, and bounded (DESIGN.md 3.9). */
export class Chat {
  #lines: ChatLine[] = [];
  #next = 1;
  /** The highest number heard from each device: a line that comes twice is one line. */
  readonly #heard = new Map<string, number>();

  get lines(): readonly ChatLine[] {
    return this.#lines;
  }

  /** @returns whether it is new. */
  hear(line: Omit<ChatLine, 'id'>, number: number | null): boolean {
    if (number !== null) {
      if (number <= (this.#heard.get(line.device) ?? 0)) return false;
      this.#heard.set(line.device, number);
    }
    this.#lines = [...this.#lines, { ...line, id: this.#next++ }].slice(-LIMITS.chatLinesKept);
    return true;
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
