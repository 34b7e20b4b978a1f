/** Other processes of this machine, told apart from later ones that were given the same number. */
import { readFileSync } from 'node:fs';

export interface ProcessMark {
  pid: number;
  /** When it started, in the kernel's ticks since boot; null where the system does not tell (all but Linux). */
  startTicks: string | null;
}

/** The mark of a living process; null if there is none with this number. Zombies are dead. */
export function markProcess(pid: number): ProcessMark | null {
  if (!exists(pid)) return null;
  if (process.platform !== 'linux') return { pid, startTicks: null };
  const stat = readStat(pid);
  return stat === null || stat.isDead ? null : { pid, startTicks: stat.startTicks };
}

/** Whether the very process that was marked still lives. */
export function isAlive(mark: ProcessMark): boolean {
  const now = markProcess(mark.pid);
  return now !== null && now.startTicks === mark.startTicks;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** proc(5): fields 3 (state) and 22 (start time). The name in field 2 may hold spaces and brackets, but ends with the last. */
function readStat(pid: number): { isDead: boolean; startTicks: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === undefined || startTicks === undefined) return null;
    return { isDead: state === 'Z' || state === 'X', startTicks };
  } catch {
    return null;
  }
}
