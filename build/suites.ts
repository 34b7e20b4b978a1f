/** A part of `npm test`: a project of vite.config.ts, run by itself so that its time and counts are known. */
export type Suite = { name: string; about: string };

/** In the order they run: what is fast and explains most goes first. */
export const suites: readonly Suite[] = [
  { name: 'unit', about: 'the pure rooms and the page: shared/, renderer/' },
  { name: 'host', about: 'disk, table host, set-up and structure: electron/, build/' },
  { name: 'sim', about: 'whole table hosts through seeded faults: electron/sim/' },
  { name: 'e2e', about: 'the real app: electron/e2e/' },
  { name: 'package', about: 'the packed and installed app: electron/e2e/package/' },
];

/** How many tests of a suite passed, failed, were skipped. */
export type Counts = { passed: number; failed: number; skipped: number };

/** The part of Vitest's JSON report that counts are read from. */
export type SuiteReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/**
 * Counts a suite's tests. A file that failed before its first test counts as a failure, and so does a suite that
 * left no report, ran no test, or ended badly although no test failed.
 */
export function countSuite(report: SuiteReport | null, exitCode: number): Counts {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  const badWithoutReason = failed === 0 && (passed === 0 || exitCode !== 0);
  return { passed, failed: badWithoutReason ? 1 : failed, skipped };
}

/** The closing line: `12 passed, 0 failed`, and `, 1 skipped` where tests were. */
export function closingLine(all: readonly Counts[]): string {
  const sum = (part: keyof Counts) => all.reduce((total, counts) => total + counts[part], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
