import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { groupMembers } from './launch.ts';

const GONE_LIMIT_MS = 10_000;
const POLL_MS = 10;

/** The processes that an app consists of, besides main: the page's and the table host's. */
export type AppPart = 'page' | 'host';

const MARKS: Readonly<Record<AppPart, string>> = {
  page: '--type=renderer',
  host: '--utility-sub-type=node.mojom.NodeService',
};

/** The number of a part's process. @throws Error when there is not exactly one such process */
export async function pidOf(part: AppPart, group: number): Promise<number> {
  const found: number[] = [];
  for (const pid of await groupMembers(group)) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.includes(MARKS[part])) found.push(pid);
  }
  const [pid] = found;
  if (pid === undefined || found.length > 1) {
    throw new Error(`The app has ${found.length} processes that look like its ${part}.`);
  }
  return pid;
}

/** Waits until no process of the group runs any more. @throws Error when some outlive the limit */
export async function untilGone(group: number): Promise<void> {
  for (const startMs = performance.now(); performance.now() - startMs < GONE_LIMIT_MS; await delay(POLL_MS)) {
    if ((await groupMembers(group)).length === 0) return;
  }
  throw new Error(`Processes ${await groupMembers(group)} of an app that is gone still run.`);
}
