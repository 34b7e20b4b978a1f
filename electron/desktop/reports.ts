import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What is kept when a part of the app has crashed: text that a person can read before they send it. No memory dumps, whose
 * bytes would hold keys and cards; nothing is ever sent by the app.
 *
 *  C1  A report names what died, why, and the versions, and no more than the newest are kept.   reports.test
 */

export const REPORTS_MAX = 20;
/** The last lines that the table host printed. */
export const LINES_MAX = 50;
const LINE_LENGTH_MAX = 500;

export interface Crash {
  readonly part: 'page' | 'table host' | 'helper process';
  /** As the system or Electron names it. */
  readonly reason: string;
  readonly exitCode: number | null;
  readonly lines: readonly string[];
}

export interface ReportOptions {
  readonly folder: string;
  readonly appVersion: string;
  /** Wall clock, ms since 1970. */
  readonly nowMs: number;
}

/** Writes a report; @returns its path, null when the disk does not take it. */
export function keepReport(crash: Crash, { folder, appVersion, nowMs }: ReportOptions): string | null {
  const at = new Date(nowMs).toISOString();
  const { electron, chrome, node } = process.versions;
  const text = [
    `Evertable ${appVersion}: the ${crash.part} stopped.`,
    `When: ${at}`,
    `Why: ${crash.reason}${crash.exitCode === null ? '' : `, code ${crash.exitCode}`}`,
    `On: ${process.platform} ${process.arch}, Electron ${electron}, Chrome ${chrome}, Node ${node}`,
    '',
    ...crash.lines.slice(-LINES_MAX).map((line) => line.slice(0, LINE_LENGTH_MAX)),
    '',
  ].join('\n');
  const path = join(folder, `${at.replaceAll(':', '-')}-${crash.part.replaceAll(' ', '-')}.txt`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, text, { mode: 0o600 });
    forgetOld(folder);
    return path;
  } catch (error) {
    console.error('no report was kept:', (error as Error).message);
    return null;
  }
}

/** How many reports there are. */
export function countReports(folder: string): number {
  try {
    return reportsIn(folder).length;
  } catch {
    return 0;
  }
}

/** Names begin with the time: the oldest come first. */
function forgetOld(folder: string): void {
  for (const name of reportsIn(folder).slice(0, -REPORTS_MAX)) rmSync(join(folder, name), { force: true });
}

function reportsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort();
}
