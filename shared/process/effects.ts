import type { Plain } from './plain.ts';

/**
 * A running piece of a program: a generator that yields effects, called with `yield*` so that results are
 * typed. Its local variables are its only memory.
 */
export type Story<T> = Generator<Effect, T, unknown>;

/** An input as it reaches a program: who, what, when. */
export interface Arrival {
  /** Hex of the author's public key. */
  readonly device: string;
  /** Hex of the key of the host that ordered it; equal to `device` for what the host's clock says. */
  readonly host: string;
  readonly body: Body;
  /** The time of its entry: ms, never below the one before. */
  readonly timeMs: number;
}

/** What an input says. */
export type Body = { readonly kind: string; readonly [key: string]: Plain };

/** What a wait makes of an arrival: not for this wait (null), refused with a reason, or taken as a value. */
export type Taken<T> = null | { readonly refuse: string } | { readonly take: T };

export interface Wait<T> {
  /** Names what is waited for, from whom: part of the state hash and of divergence reports. */
  readonly name: Plain;
  /** Judges an arrival. Must change nothing: it is also asked about inputs that are then refused. */
  readonly judge: (arrival: Arrival) => Taken<T>;
  /** When the host's clock may end this wait with a TIMEOUT input; null: no limit. */
  readonly deadlineMs?: () => number | null;
  /** As soon as this holds the wait ends with null. */
  readonly unless?: () => boolean;
}

export type Effect =
  | { readonly effect: 'enter'; readonly chapter: string }
  | { readonly effect: 'leave' }
  | { readonly effect: 'look'; readonly look: Look }
  | { readonly effect: 'receive'; readonly wait: Wait<unknown> }
  | { readonly effect: 'until'; readonly name: string; readonly condition: () => boolean }
  | { readonly effect: 'beside'; readonly name: string; readonly story: Story<void> }
  | { readonly effect: 'announce'; readonly event: Plain }
  | { readonly effect: 'deal'; readonly card: number; readonly to: string }
  | { readonly effect: 'unseal'; readonly cards: readonly number[] }
  | { readonly effect: 'now' };

/** A read-only closure over a chapter's locals: everything that later behaviour or a view depends on. */
export type Look = () => { readonly [field: string]: Plain };

/** A named part of a program. Its look, if it registers one, lives as long as it runs. */
export function chapter<A extends unknown[], T>(
  name: string,
  tell: (...args: A) => Story<T>,
): (...args: A) => Story<T> {
  return function* (...args: A): Story<T> {
    yield { effect: 'enter', chapter: name };
    try {
      return yield* tell(...args);
    } finally {
      yield { effect: 'leave' };
    }
  };
}

/** Registers the look of the chapter that is running, once. */
export function* look(closure: Look): Story<void> {
  yield { effect: 'look', look: closure };
}

/** Waits for an input that the wait takes. */
export function* receive<T>(wait: Omit<Wait<T>, 'unless'>): Story<T> {
  return (yield { effect: 'receive', wait }) as T;
}

/** Like `receive`, but ends with null as soon as `wait.unless` holds. */
export function* receiveUnless<T>(wait: Wait<T> & { readonly unless: () => boolean }): Story<T | null> {
  return (yield { effect: 'receive', wait }) as T | null;
}

/** Waits until a condition over other pieces' locals holds; it is asked again after every input. */
export function* until(name: string, condition: () => boolean): Story<void> {
  yield { effect: 'until', name, condition };
}

/** Runs a story beside this one until the program ends. Inputs are offered to the main story first. */
export function* beside(name: string, story: Story<void>): Story<void> {
  yield { effect: 'beside', name, story };
}

/** Says what happened, for logs and history. */
export function* announce(event: Plain): Story<void> {
  yield { effect: 'announce', event };
}

/** Deals a sealed card to a device (hex of its key): the program holds its index, never its face. */
export function* deal(card: number, to: string): Story<number> {
  yield { effect: 'deal', card, to };
  return card;
}

/**
 * From the entry that is being played on these cards may be opened for everybody: their faces come as an input. It is the
 * entry, and not a request, that allows it.
 */
export function* unseal(cards: readonly number[]): Story<void> {
  yield { effect: 'unseal', cards };
}

/** The time of the entry that is being played, in ms. */
export function* now(): Story<number> {
  return (yield { effect: 'now' }) as number;
}
