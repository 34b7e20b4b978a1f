import { Worker } from 'node:worker_threads';

const SCRIPT = `
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { parentPort } = require('node:worker_threads');
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
parentPort.once('message', () => parentPort.postMessage(loop.max / 1e6));
`;

/** The event loop of a thread that has nothing to do: whatever holds it up is not the app's doing. */
export class IdleLoop {
  readonly #worker = new Worker(SCRIPT, { eval: true, execArgv: [] });

  /** The longest that it was held up, in ms; ends it. */
  async blockedMs(): Promise<number> {
    const answered = new Promise<number>((resolve, reject) => {
      this.#worker.once('message', resolve);
      this.#worker.once('error', reject);
    });
    this.#worker.postMessage('end');
    const longestMs = await answered;
    await this.#worker.terminate();
    return longestMs;
  }
}
