import type { BenchRun, Figure } from '../figure.ts';
import { playPractice } from './practiceTable.ts';

/** Six are measured with everything else of theirs (practice.ts). */
const SEATS = [2, 3, 9] as const;
const HANDS = 20;
const QUICK_HANDS = 2;

/** What a hand costs the host's main thread at tables of other sizes, where every device is here. */
export async function measureHostLoop(run: BenchRun): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const seats of SEATS) {
    const { activeMs } = await playPractice(seats, run.quick ? QUICK_HANDS : HANDS, run);
    figures.push(loopFigure(seats, activeMs));
  }
  return figures;
}

export function loopFigure(seats: number, activeMs: number): Figure {
  return {
    name: `hostLoopMsPerHand${seats}`,
    about: `the host's main thread at work, a hand of ${seats}: cards, moves, disk and views together`,
    value: activeMs,
    unit: 'ms',
  };
}
