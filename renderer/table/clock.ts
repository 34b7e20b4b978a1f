import type { ActorView } from '../../electron/ipc.ts';

export interface ClockPhase {
  kind: 'time' | 'bank';
  startsInMs: number;
  lengthMs: number;
  /** How much of the ring is full when the phase starts, 0 to 1. */
  share: number;
}

/** Digits are shown from here down. */
const DIGITS_FROM_S = 10;
const MS = 1000;

/** The ring's course from the moment of the view: the time to act, then the time bank; null without a clock. */
export function clockPhases({ remainingMs, totalMs, timeBankMs }: ActorView): ClockPhase[] | null {
  if (remainingMs === null || totalMs === null) return null;
  const phases: ClockPhase[] = [];
  if (remainingMs > 0) {
    const share = Math.min(remainingMs / totalMs, 1);
    phases.push({ kind: 'time', startsInMs: 0, lengthMs: remainingMs, share });
  }
  if (timeBankMs > 0) phases.push({ kind: 'bank', startsInMs: remainingMs, lengthMs: timeBankMs, share: 1 });
  return phases;
}

/** The seconds left as digits, when they are few or from the time bank; null while there is plenty or no clock. */
export function clockWords(actor: ActorView, elapsedMs: number): string | null {
  if (actor.remainingMs === null) return null;
  const leftMs = actor.remainingMs - elapsedMs;
  if (leftMs > DIGITS_FROM_S * MS) return null;
  if (leftMs > 0) return String(Math.ceil(leftMs / MS));
  return String(Math.max(0, Math.ceil((actor.timeBankMs + leftMs) / MS)));
}
