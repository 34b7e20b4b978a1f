import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Preparation, SideOrder, SideReport } from './side.ts';

const WORKER = join(import.meta.dirname, 'worker.ts');

/** The processes of one side. */
export class SideProcesses {
  readonly #children: readonly ChildProcess[];

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children;
  }

  /** Starts so many processes, each with its share of the tables to come. @throws Error that says why a side cannot be measured */
  static async start(count: number, preparation: Omit<Preparation, 'share'>): Promise<SideProcesses> {
    const side = new SideProcesses(Array.from({ length: count }, () => fork(WORKER, { stdio: 'inherit' })));
    try {
      // The first makes what the others use.
      for (const [at, child] of side.#children.entries()) {
        const share = { at, of: count };
        await ask(child, { type: 'prepare', preparation: { ...preparation, share } });
      }
    } catch (error) {
      await side.close();
      throw error;
    }
    return side;
  }

  /** Adds tables. @param recordings a file of them, see NewTables */
  async grow(recordings: string, idleTables: number): Promise<void> {
    for (const child of this.#children) await ask(child, { type: 'grow', recordings, idleTables });
  }

  /** Plays the next inputs of every table. @returns inputs a second, until the last one is durable */
  async play(inputsEach: number): Promise<number> {
    const startMs = performance.now();
    const counts = await Promise.all(this.#children.map((child) => ask(child, { type: 'play', inputsEach })));
    const tookMs = performance.now() - startMs;
    return (counts.reduce((sum, count) => sum + count, 0) * 1_000) / tookMs;
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        await ask(child, { type: 'close' }).catch(() => {});
        child.kill();
      }),
    );
  }
}

/** Tells a process to do something. @returns how many inputs it played @throws Error in its words when it could not */
function ask(child: ChildProcess, order: SideOrder): Promise<number> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void) => {
      child.off('message', hear);
      child.off('exit', die);
      work();
    };
    const hear = (report: SideReport) =>
      settle(() => (report.type === 'done' ? resolve(report.count) : reject(new Error(report.words))));
    const die = () => settle(() => reject(new Error('A process of a side ended by itself.')));
    if (child.exitCode !== null || child.signalCode !== null) {
      die();
      return;
    }
    child.on('message', hear);
    child.on('exit', die);
    child.send(order);
  });
}
