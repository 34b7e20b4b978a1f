import { buildApp } from '../../appBuild.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import { inWorkFolder } from '../workFolder.ts';
import { Company } from './company.ts';
import { until } from './peerProcess.ts';

const DEVICES = 3;
const KILLS = 50;
const QUICK_KILLS = 3;
const GOAL_MS = 2_000;

/** From SIGKILL of the host in the middle of a hand to the next entry that is committed without it. */
export async function measureTakeover({ quick, tell }: BenchRun): Promise<Figure[]> {
  await buildApp();
  const kills = quick ? QUICK_KILLS : KILLS;
  const timesMs = await inWorkFolder((folder) => timeTakeovers(folder, kills, tell));
  return [
    {
      name: 'takeoverMedianMs',
      about: `from SIGKILL of the host to the next committed entry, ${timesMs.length} kills`,
      value: median(timesMs),
      unit: 'ms',
      goal: atMost(median(timesMs), GOAL_MS, ' ms'),
    },
    { name: 'takeoverWorstMs', about: 'the slowest of them', value: Math.max(...timesMs), unit: 'ms' },
  ];
}

async function timeTakeovers(folder: string, kills: number, tell: (line: string) => void): Promise<number[]> {
  const company = await Company.open(DEVICES, folder);
  const { peers } = company;
  try {
    const timesMs: number[] = [];
    while (timesMs.length < kills) {
      const hands = Math.max(...peers.map(({ view }) => view?.handNumber ?? 0));
      await company.playUntil('a flop', () =>
        peers.every(({ view }) => (view?.handNumber ?? 0) > hands && view?.boards[0]?.length === 3),
      );
      const host = peers.find(({ people }) => people?.isHost);
      if (!host) throw new Error('Nobody hosts.');
      const rest = peers.filter((peer) => peer !== host);
      const seq = Math.max(...rest.map(({ view }) => view?.seq ?? 0));
      const startMs = performance.now();
      await host.kill();
      await until(rest, 'the next entry', () => rest.some(({ view }) => (view?.seq ?? 0) > seq));
      timesMs.push(performance.now() - startMs);
      tell(`${timesMs.length} of ${kills}`);
      await host.start();
      host.send({ type: 'openTable', tableId: company.tableId });
      await company.playUntil('the host to be back', () =>
        peers.every(({ view }) => view?.seq !== undefined && view.seq === peers[0]?.view?.seq),
      );
    }
    return timesMs;
  } finally {
    await company.close();
  }
}
