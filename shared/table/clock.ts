import type { Taken } from '../process/effects.ts';
import type { Author } from './inputs.ts';

/** A player to act has at least this long after a new term has begun, however little was left. */
export const GRACE_MS = 10_000;

/** A length of table time that is running down; it stands still while the table is paused. */
export interface Timer {
  /** When it is over; null while the table is paused. */
  endsMs(): number | null;
  isOver(timeMs: number): boolean;
  /** A judge for TIMEOUT: takes `value` once the time is over. */
  over<T>(value: T): (input: unknown, author: Author) => Taken<T>;
}

/** The table's clock: it stands still while the table is paused. */
export interface Clock {
  isPaused(): boolean;
  pause(timeMs: number): void;
  resume(timeMs: number): void;
  /** A new term begins: whoever is to act gets time to come back. */
  grantGrace(timeMs: number): void;
  timer(startMs: number, lengthMs: number): Timer;
  /** How long the table has been paused in all. */
  pausedMs(): number;
  /** No turn ends before this. */
  graceUntilMs(): number;
}

/** @param pausedSinceMs since when the table has been paused; null: it is not. */
export function startClock(pausedSinceMs: number | null): Clock {
  let pausedTotalMs = 0;
  let graceUntilMs = 0;
  const grantGrace = (timeMs: number) => {
    graceUntilMs = Math.max(graceUntilMs, timeMs + GRACE_MS);
  };
  return {
    isPaused: () => pausedSinceMs !== null,
    pause: (timeMs) => {
      pausedSinceMs ??= timeMs;
    },
    resume: (timeMs) => {
      if (pausedSinceMs !== null) pausedTotalMs += timeMs - pausedSinceMs;
      pausedSinceMs = null;
      grantGrace(timeMs);
    },
    grantGrace,
    timer: (startMs, lengthMs) => {
      const pausedBeforeMs = pausedTotalMs;
      const endsMs = () =>
        pausedSinceMs === null ? startMs + lengthMs + (pausedTotalMs - pausedBeforeMs) : null;
      return timerUntil(endsMs);
    },
    pausedMs: () => pausedTotalMs,
    graceUntilMs: () => graceUntilMs,
  };
}

/** A timer whose end is computed anew each time it is asked for. */
export function timerUntil(endsMs: () => number | null): Timer {
  const isOver = (timeMs: number) => timeMs >= (endsMs() ?? Number.POSITIVE_INFINITY);
  return {
    endsMs,
    isOver,
    over:
      (value) =>
      (_, { timeMs }) =>
        isOver(timeMs) ? { take: value } : null,
  };
}
