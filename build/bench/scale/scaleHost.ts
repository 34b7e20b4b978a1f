import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostStatus } from '../../../electron/host/hostStatus.ts';
import { Device } from '../../../electron/sim/real/device.ts';

/** A busy machine's figures are worth nothing, but they come. */
const ANSWER_LIMIT_MS = 600_000;

/** The built host, asked about many tables at once. */
export class ScaleHost {
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
