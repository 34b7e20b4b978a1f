import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostStatus } from '../../../electron/host/hostStatus.ts';
import { Device } from '../../../electron/sim/real/device.ts';
import { buildApp } from '../../appBuild.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { ownCopyOfHost } from '../friends/atFriendsTable.ts';
import { quantile } from '../friends/quantile.ts';
import { inWorkFolder } from '../workFolder.ts';
import { populate } from './populate.ts';

const TABLES = 10_000;
const OPEN = 1_000;
const WOKEN = 200;
const QUICK = { tables: 200, open: 50, woken: 20 };
const KEY_BYTES = 32;
/** A busy machine's figures are worth nothing, but they come. */
const ANSWER_LIMIT_MS = 600_000;
/** Inputs of each open table while committed ones are counted. */
const ROUNDS = 3;
const RSS_GOAL_MB = 1_536;
const RESTART_GOAL_MS = 5_000;

/**
 * Many friends' tables in one table host, each with its opener on a seat: what they take while they sleep, how long one takes to
 * wake, and how long many that were open take to answer after the host was killed. "Answers" is that a look at the table is
 * answered with its view, played from its journal, and a further input of its player is committed on disk.
 */
export function measureTables({ quick, tell }: BenchRun): Promise<Figure[]> {
  const { tables, open, woken } = quick ? QUICK : { tables: TABLES, open: OPEN, woken: WOKEN };
  return inWorkFolder(async (folder) => {
    const built = await buildApp();
    if (built) tell(built);
    const hostScript = await ownCopyOfHost(folder);
    const dataKey = randomBytes(KEY_BYTES);
    const startMs = performance.now();
    await populate(join(folder, 'Ada'), dataKey, tables);
    tell(`${tables} tables made in ${Math.round((performance.now() - startMs) / 1_000)} s`);
    const host = new ScaleHost(hostScript, folder, dataKey.toString('hex'));
    try {
      const startedMs = await host.start();
      const asleep = await host.untilAsleep(tables);
      const rssMB = await host.residentMB();
      const ids = asleep.tables.map(({ tableId }) => tableId);
      const wakeMs: number[] = [];
      for (const tableId of spread(ids, woken)) wakeMs.push(await host.look(tableId));

      const opened = spread(ids, open);
      await host.answerAll(opened);
      const liveMB = await host.residentMB();
      const roundsMs = performance.now();
      for (let round = 0; round < ROUNDS; round++) await host.answerAll(opened);
      const perSecond = (ROUNDS * open * 1_000) / (performance.now() - roundsMs);
      await host.kill();
      const restartMs = performance.now();
      await host.start();
      await host.answerAll(opened);
      const restart1000Ms = performance.now() - restartMs;
      const name = String(tables);
      return [
        {
          name: `scaleRssMB${name}`,
          about: `resident memory of a host with ${tables} tables, all asleep`,
          value: rssMB,
          unit: 'MB',
          goal: atMost(rssMB, RSS_GOAL_MB, ' MB'),
        },
        {
          name: `scaleStartMs${name}`,
          about: `${tables} tables: start to running`,
          value: startedMs,
          unit: 'ms',
        },
        {
          name: 'scaleWakeMsP50',
          about: `a sleeping table: look to view, of ${woken}`,
          value: quantile(wakeMs, 0.5),
          unit: 'ms',
        },
        { name: 'scaleWakeMsP99', about: 'the same', value: quantile(wakeMs, 0.99), unit: 'ms' },
        {
          name: `scaleLiveMB${open}`,
          about: `the same host with ${open} tables open`,
          value: liveMB,
          unit: 'MB',
        },
        {
          name: 'scaleActionsPerSecond',
          about: `committed inputs a second, in turn at ${open} open tables of ${tables}`,
          value: perSecond,
          unit: '/s',
        },
        {
          name: `restart${open}TablesMs`,
          about: `kill -9 with ${open} tables open: start to the last one's next committed input`,
          value: restart1000Ms,
          unit: 'ms',
          goal: atMost(restart1000Ms, RESTART_GOAL_MS, ' ms'),
        },
      ];
    } finally {
      await host.kill();
    }
  });
}

/** So many of them, evenly spread. */
function spread(ids: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, at) => ids[Math.floor((at * ids.length) / count)] as string);
}

/** The built host, asked about many tables at once. */
class ScaleHost {
  readonly #device: Device;
  /** Whether each seat sits out, as it was said last. */
  readonly #sitsOut = new Map<string, boolean>();

  constructor(hostScript: string, folder: string, dataKey: string) {
    this.#device = new Device({
      name: 'Ada',
      hostScript,
      folder: join(folder, 'Ada'),
      // Nobody else is looked for.
      bootstrap: ['127.0.0.1:1'],
      dataKey,
    });
  }

  /** @returns how long it took, ms */
  async start(): Promise<number> {
    const startMs = performance.now();
    await this.#device.start();
    return performance.now() - startMs;
  }

  kill(): Promise<void> {
    return this.#device.kill();
  }

  async untilAsleep(tables: number): Promise<HostStatus> {
    for (;;) {
      const status = await this.#device.status();
      if (status.tables.length === tables && status.tables.every(({ state }) => state === 'asleep'))
        return status;
    }
  }

  /** Looks at a table and away again. @returns how long it took to be shown, ms */
  async look(tableId: string): Promise<number> {
    const startMs = performance.now();
    this.#device.send({ type: 'openTable', tableId });
    await this.#device.until('a view', () => this.#device.view?.tableId === tableId);
    const tookMs = performance.now() - startMs;
    this.#device.send({ type: 'closeTable', tableId });
    return tookMs;
  }

  /** Every table is looked at, and its player says something that is committed. */
  async answerAll(tableIds: readonly string[]): Promise<void> {
    const waiting = new Set(tableIds);
    const ends = this.#device.onView((view) => {
      const seat = view.seats.find(({ isMe }) => isMe);
      if (seat && seat.sittingOut === this.#sitsOut.get(view.tableId)) waiting.delete(view.tableId);
    });
    for (const tableId of tableIds) {
      const sitOut = !(this.#sitsOut.get(tableId) ?? false);
      this.#sitsOut.set(tableId, sitOut);
      this.#device.send({ type: 'openTable', tableId });
      this.#device.send({ type: 'sitOut', tableId, sitOut });
    }
    await this.#device.until('all tables to answer', () => waiting.size === 0, ANSWER_LIMIT_MS);
    ends();
  }

  async residentMB(): Promise<number> {
    const status = await readFile(`/proc/${this.#device.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
  }
}
