import type { FaultName } from './faults.ts';

/**
 * What the design claims to survive (DESIGN.md sections 4 and 5), as bounds on a plan of faults. Within them nothing that
 * was shown as final may ever be lost or become otherwise, whatever is struck together; and once the faults have ended
 * the table goes on. A plan beyond them would prove nothing.
 */
export const CLAIMS = {
  /** Any number of devices may die, sleep, lose power, be cut off or be slow, all at once too. */
  passing: [
    'crash',
    'powerCutAtCall',
    'houseDark',
    'cutOff',
    'pairCut',
    'oneWay',
    'deaf',
    'slowLinks',
    'sleep',
    'clockJump',
    'fullDisk',
    'syncFails',
    'slowSync',
    'quits',
  ],
  /**
   * Fewer than half of the voters may lose or falsify what their disks held, be there twice, or lie. Who quits cleanly in the middle of a
   * hand votes no more until that hand is over.
   */
  damaging: ['bitRot', 'backup', 'copiedFolder', 'liar'],
} as const satisfies Record<string, readonly FaultName[]>;

/** Whether fewer than half of the voters only may be struck by it. */
export function isDamaging(fault: FaultName): boolean {
  return (CLAIMS.damaging as readonly FaultName[]).includes(fault);
}

/** How many of so many voters may be damaged: fewer than half. */
export function damagedMax(voters: number): number {
  return Math.floor((voters - 1) / 2);
}

/** Once everything is whole again every device shows the same within this; the slowest voice is a beat every few seconds. */
export const RECOVERY_MS = 240_000;
