import { FAULTS } from './faults.ts';
import type { Step } from './plan.ts';

/** Whom the devices of a plan belong to. */
export const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal', 'Ivy', 'Jo'];
const MS_PER_S = 1_000;

/** What a step of a plan does, for whoever looks for a fault. */
export function wordsOf({ fault, who, other, lastsMs }: Step): string {
  const between = fault === 'pairCut' || fault === 'oneWay' ? ` (${NAMES[other]})` : '';
  return `${NAMES[who]} ${FAULTS[fault].words}${between} for ${lastsMs / MS_PER_S} s`;
}
