import type { RealReport } from './run.ts';

const HOUR_MS = 3_600_000;

/** A torture run in words, for the terminal and the project's pages. */
export function realText(report: RealReport): string {
  const { kills, hostKills, allKilled, pauses, badLines, takeovers, hands, entries, doneMoves, faults } =
    report;
  const { recoveryMs, areDisksRead } = report;
  const looked = areDisksRead ? 'looked for on every disk' : 'not looked for on the disks';
  const back =
    recoveryMs === null
      ? 'they did not all come back to play on'
      : `all were the same again ${Math.round(recoveryMs)} ms after the last blow`;
  const hours =
    report.cpuMs === null ? 'not known here' : `${(report.cpuMs / HOUR_MS).toFixed(3)} core-hours`;
  return [
    '',
    `${kills} SIGKILLs (${hostKills} of the host, ${allKilled} times everybody at once), ${pauses} SIGSTOPs, ${badLines} times bad lines`,
    `${takeovers} takeovers, ${hands} hands, ${entries} entries, ${doneMoves} moves shown as done and ${looked}`,
    `${back}; ${Math.round(report.elapsedMs / 1000)} s, ${hours}`,
    'SIGKILL does not test a power cut: what a killed process has written is kept by the operating system.',
    ...faults.map((words) => `FAILURE: ${words}`),
    ...(report.folder ? [`The disks are kept in ${report.folder}.`] : []),
    `${faults.length} failures`,
  ].join('\n');
}
