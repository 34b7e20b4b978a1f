import type { Arrival, Effect, Look, Story, Wait } from './effects.ts';
import type { Plain } from './plain.ts';

/** More steps than any honest program takes on one input: beyond it the program loops. */
const STEPS_MAX = 100_000;

/** What one running piece waits for. */
type Waiting =
  | { readonly on: 'input'; readonly wait: Wait<unknown> }
  | { readonly on: 'condition'; readonly name: string; readonly condition: () => boolean };

interface Chapter {
  readonly path: string;
  look: Look | null;
}

interface Piece {
  readonly name: string;
  readonly story: Story<unknown>;
  readonly chapters: Chapter[];
  waiting: Waiting | null;
}

/** What the chapters of a program show, by path. */
export type Looks = Map<string, { readonly [field: string]: Plain }>;

/** Something the program told the world while playing one entry. */
export type Told =
  | { readonly type: 'event'; readonly event: Plain }
  | { readonly type: 'deal'; readonly card: number; readonly to: string }
  | { readonly type: 'unseal'; readonly cards: readonly number[] };

/**
 * A story as it runs: performs its effects and offers it inputs. It keeps no hashes: see process.ts for a run
 * whose every state is hashed.
 */
export class Run<T> {
  readonly #pieces: Piece[] = [];
  #told: Told[] = [];
  #timeMs: number;
  #result: { readonly value: T } | null = null;
  #lastLooks: Looks | null = null;
  /** What the program told before its first input. */
  readonly opening: readonly Told[];

  /** Starts a program; it runs to its first wait. */
  constructor(story: Story<T>, timeMs: number) {
    this.#timeMs = timeMs;
    this.#start('main', story);
    this.opening = this.#comeToRest();
  }

  /** What the program returned, once it has. */
  get result(): { readonly value: T } | null {
    return this.#result;
  }

  /** The looks of all chapters that run, by path, as they are now. */
  looks(): Looks {
    const looks = new Map<string, { readonly [field: string]: Plain }>();
    for (const piece of this.#pieces) {
      for (const { path, look } of piece.chapters) if (look) looks.set(path, look());
    }
    return looks;
  }

  /** Like `looks`; once the program has ended, what the pieces beside it showed last: what they keep still holds. */
  lastLooks(): Looks {
    return this.#lastLooks ?? this.looks();
  }

  /** What each piece waits for, by name. */
  waits(): Plain {
    return this.#pieces.map(({ name, waiting }) => [name, waitName(waiting)]);
  }

  /** The earliest moment at which the host's clock may say TIMEOUT, in ms; null: nothing is timed. */
  deadlineMs(): number | null {
    let earliest: number | null = null;
    for (const { waiting } of this.#pieces) {
      const deadlineMs = waiting?.on === 'input' ? (waiting.wait.deadlineMs?.() ?? null) : null;
      if (deadlineMs !== null && (earliest === null || deadlineMs < earliest)) earliest = deadlineMs;
    }
    return earliest;
  }

  /** What the program makes of an input now. Changes nothing until it is played, which must be at once. */
  offer(arrival: Arrival): Offer<readonly Told[]> {
    const judged = this.#judge(arrival);
    if (!judged) return { refuse: NOT_EXPECTED };
    const { piece, taken } = judged;
    if ('refuse' in taken) return { refuse: taken.refuse };
    return {
      play: () => {
        this.#timeMs = arrival.timeMs;
        this.#resume(piece, taken.take);
        return this.#comeToRest();
      },
    };
  }

  /**
   * Plays one input; returns what the program told while it did.
   * @throws Refused when the program does not take it; nothing has changed then.
   */
  take(arrival: Arrival): readonly Told[] {
    return played(this.offer(arrival));
  }

  #judge(arrival: Arrival): { piece: Piece; taken: { refuse: string } | { take: unknown } } | null {
    for (const piece of this.#pieces) {
      if (piece.waiting?.on !== 'input') continue;
      const taken = piece.waiting.wait.judge(arrival);
      if (taken) return { piece, taken };
    }
    return null;
  }

  #start(name: string, story: Story<unknown>): void {
    const piece: Piece = { name, story, chapters: [], waiting: null };
    this.#pieces.push(piece);
    this.#resume(piece, undefined);
  }

  /** Runs a piece to its next wait. */
  #resume(piece: Piece, reply: unknown): void {
    piece.waiting = null;
    let next = piece.story.next(reply);
    for (let steps = 0; !next.done; steps++) {
      if (steps > STEPS_MAX) throw new Error(`The program loops in ${piece.name}.`);
      if (this.#waits(piece, next.value)) return;
      next = piece.story.next(this.#perform(piece, next.value));
    }
    this.#pieces.splice(this.#pieces.indexOf(piece), 1);
    if (piece.name === 'main') {
      this.#result = { value: next.value as T };
      this.#lastLooks = this.looks();
      this.#pieces.length = 0;
    }
  }

  #waits(piece: Piece, effect: Effect): boolean {
    if (effect.effect === 'receive') piece.waiting = { on: 'input', wait: effect.wait };
    else if (effect.effect === 'until') {
      piece.waiting = { on: 'condition', name: effect.name, condition: effect.condition };
    } else return false;
    return true;
  }

  #perform(piece: Piece, effect: Effect): unknown {
    switch (effect.effect) {
      case 'enter': {
        const above = piece.chapters.at(-1)?.path;
        piece.chapters.push({ path: above ? `${above}/${effect.chapter}` : effect.chapter, look: null });
        return;
      }
      case 'leave':
        piece.chapters.pop();
        return;
      case 'look': {
        const chapter = piece.chapters.at(-1);
        if (!chapter || chapter.look) throw new Error(`${piece.name}: one look a chapter`);
        chapter.look = effect.look;
        return;
      }
      case 'beside':
        this.#start(effect.name, effect.story);
        return;
      case 'announce':
        this.#told.push({ type: 'event', event: effect.event });
        return;
      case 'deal':
        this.#told.push({ type: 'deal', card: effect.card, to: effect.to });
        return;
      case 'unseal':
        this.#told.push({ type: 'unseal', cards: [...effect.cards] });
        return;
      case 'now':
        return this.#timeMs;
      default:
        throw new Error(`${piece.name}: ${effect.effect} is not an effect that answers at once`);
    }
  }

  /** Lets pieces go on whose condition came true, until none is left. */
  #comeToRest(): readonly Told[] {
    for (let steps = 0; ; steps++) {
      if (steps > STEPS_MAX) throw new Error('The program never comes to rest.');
      const ready = this.#pieces.find((piece) => isReady(piece.waiting));
      if (!ready) break;
      this.#resume(ready, ready.waiting?.on === 'input' ? null : undefined);
    }
    const told = this.#told;
    this.#told = [];
    return told;
  }
}

/** What a program makes of an input: a sentence for its author, or a way to play it. */
export type Offer<T> = { readonly refuse: string } | { readonly play: () => T };

/** Why an input would be refused; null: it would be taken. */
export function refusalOf(offer: Offer<unknown>): string | null {
  return 'refuse' in offer ? offer.refuse : null;
}

/** Plays what was offered. @throws Refused */
export function played<T>(offer: Offer<T>): T {
  if ('refuse' in offer) throw new Refused(offer.refuse);
  return offer.play();
}

/** No part of the program waits for such an input. */
export const NOT_EXPECTED = 'That is not possible now.';

/** An input that the program, or the journal, does not take; `message` is a sentence for its author. */
export class Refused extends Error {
  override name = 'Refused';
}

function isReady(waiting: Waiting | null): boolean {
  if (waiting?.on === 'condition') return waiting.condition();
  return waiting?.on === 'input' && waiting.wait.unless?.() === true;
}

function waitName(waiting: Waiting | null): Plain {
  if (!waiting) return null;
  return waiting.on === 'input' ? waiting.wait.name : waiting.name;
}
