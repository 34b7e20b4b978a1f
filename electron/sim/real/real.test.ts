import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withSimHost } from '../../../build/sim/realHost.ts';
import { realText } from './reportText.ts';
import { runReal } from './run.ts';

const KILLS = 20;
const TIME_LIMIT_MS = 180_000;

test(
  'twenty kills of real hosts lose nothing that was shown as done, and the table goes on',
  async () => {
    const report = await withSimHost((hostScript) =>
      runReal({ seed: 20, peers: 3, kills: KILLS, minutes: 2, hostScript, tell: () => {} }),
    );
    expect(report.faults, realText(report)).toEqual([]);
    expect(report.kills).toBeGreaterThanOrEqual(KILLS);
    expect(report.hands).toBeGreaterThan(1);
    expect(report.doneMoves).toBeGreaterThan(0);
  },
  TIME_LIMIT_MS,
);

// A run of a thousand kills that failed once told of zeros, and of moves that nobody had looked for.
test(
  'a run that fails tells what was done until then, and that no moves were looked for',
  async () => {
    const report = await withSimHost((hostScript) =>
      runReal({ seed: 5, peers: 3, kills: 2, minutes: 2, hostScript, tell: () => {}, recoveryLimitMs: 1 }),
    );
    expect(report).toMatchObject({ recoveryMs: null, areDisksRead: false });
    expect(report.faults).toHaveLength(1);
    expect(report.kills).toBeGreaterThanOrEqual(2);
    const words = realText(report);
    expect(words).toContain(`${report.kills} SIGKILLs`);
    expect(words).toContain('not looked for on the disks');
    expect(words).toContain('they did not all come back to play on');
    expect(words.split('\n').at(-1)).toBe('1 failures');
    await rm(report.folder as string, { recursive: true });
  },
  TIME_LIMIT_MS,
);
