import { backupDrill } from './backupDrill.ts';
import { cutOffDrill } from './cutOffDrill.ts';
import { electionDrill } from './electionDrill.ts';
import { forgeryDrill } from './forgeryDrill.ts';
import { powerDrill } from './powerDrill.ts';
import { quorumDrill } from './quorumDrill.ts';

/** Plays what a seed decides. @returns which promise was broken, as a sentence; null: none was */
export type Drill = (seed: number) => Promise<string | null>;

export const DRILLS = {
  quorum: quorumDrill,
  forgery: forgeryDrill,
  power: powerDrill,
  'cut off': cutOffDrill,
  election: electionDrill,
  backup: backupDrill,
} satisfies Record<string, Drill>;

export type DrillName = keyof typeof DRILLS;
