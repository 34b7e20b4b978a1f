import type { HandLook } from './tableLooks.ts';
import type { HandPhase } from './tableView.ts';

/** Chapters that give the table's phase, wherever the game is inside them; the later one is the inner one. */
const PHASES: readonly (readonly [chapter: string, phase: HandPhase])[] = [
  ['shuffle', 'dealing'],
  ['deliver', 'dealing'],
  ['runout', 'runout'],
  ['showdown', 'showdown'],
  ['result', 'result'],
];

/** @param chapter the path of the chapter that the game is in */
export function phaseOf(chapter: string, hand: HandLook | null): HandPhase {
  if (!hand) return 'waiting';
  const chapters = chapter.split('/');
  return PHASES.find(([name]) => chapters.includes(name))?.[1] ?? hand.street;
}
