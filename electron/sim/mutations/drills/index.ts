import { backupDrill } from './backupDrill.ts';
import { cardsDrill } from './cardsDrill.ts';
import { cutOffDrill } from './cutOffDrill.ts';
import { electionDrill } from './electionDrill.ts';
import { forgeryDrill } from './forgeryDrill.ts';
import { quorumDrill } from './quorumDrill.ts';
import { simulationDrill } from './simulationDrill.ts';

/** Plays what a seed decides. @returns which promise was broken, as a sentence; null: none was */
export type Drill = (seed: number) => Promise<string | null>;

export const DRILLS = {
  simulation: simulationDrill,
  quorum: quorumDrill,
  forgery: forgeryDrill,
  'cut off': cutOffDrill,
  election: electionDrill,
  backup: backupDrill,
  cards: cardsDrill,
} satisfies Record<string, Drill>;

export type DrillName = keyof typeof DRILLS;
