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
