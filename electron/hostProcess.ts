import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { Order, Report } from './host/port.ts';
import type { Command, HostState, Notice } from './ipc.ts';

/** A host that dies this often within the window is not started again. */
export const DEATHS_MAX = 5;
const DEATHS_WINDOW_MS = 30_000;
/** Handing hosting over takes up to three seconds, putting tables away a moment more. */
const QUIT_LIMIT_MS = 5_000;

export const RESTARTING_WORDS = 'The table host stopped. Your tables are being brought back from disk.';
export const GIVEN_UP_WORDS = 'The table host keeps stopping. Nothing is lost; please start Evertable again.';

export interface HostProcessOptions {
  readonly start: Extract<Order, { type: 'start' }>;
  readonly notify: (notice: Notice) => void;
}

/** The table host's process as main watches it: when it dies it is started again, and open tables are opened again. */
export class HostProcess {
  readonly #options: HostProcessOptions;
  readonly #openTables = new Set<string>();
  #process: UtilityProcess | null = null;
  #deathsMs: number[] = [];
  #state: HostState = { type: 'starting' };
  #isStopping = false;

  constructor(options: HostProcessOptions) {
    this.#options = options;
    this.#spawn();
  }

  get state(): HostState {
    return this.#state;
  }

  /** The host's process, while it runs. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  send(command: Command): void {
    if (command.type === 'closeTable') this.#openTables.delete(command.tableId);
    this.#post({ type: 'command', command });
  }

  /** Has the host go in order; resolves once it is gone, or has had time enough. */
  async quit(): Promise<void> {
    this.#isStopping = true;
    const child = this.#process;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.#post({ type: 'quit' });
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, QUIT_LIMIT_MS))]);
  }

  /** Ends the host; it is not started again. */
  stop(): void {
    this.#isStopping = true;
    this.#process?.kill();
  }

  #spawn(): void {
    const child = utilityProcess.fork(join(import.meta.dirname, 'host.js'), [], {
      serviceName: 'Table host',
    });
    this.#process = child;
    child.on('message', (report: Report) => this.#hear(report));
    child.on('exit', () => this.#mourn());
    this.#post(this.#options.start);
    for (const tableId of this.#openTables) this.send({ type: 'openTable', tableId });
    this.send({ type: 'hello' });
  }

  #hear(report: Report): void {
    if (report.type === 'fatal') {
      this.#isStopping = true;
      this.#tell({ type: 'failed', words: report.words });
      return;
    }
    if (report.type === 'host') {
      this.#tell(report.state);
      return;
    }
    if (report.type === 'table') this.#openTables.add(report.view.tableId);
    if (report.type === 'tableClosed') this.#openTables.delete(report.tableId);
    this.#options.notify(report);
  }

  #mourn(): void {
    this.#process = null;
    if (this.#isStopping) return;
    const nowMs = performance.now();
    this.#deathsMs = [...this.#deathsMs.filter((ms) => nowMs - ms < DEATHS_WINDOW_MS), nowMs];
    if (this.#deathsMs.length >= DEATHS_MAX) {
      this.#tell({ type: 'failed', words: GIVEN_UP_WORDS });
      return;
    }
    this.#tell({ type: 'restarting', words: RESTARTING_WORDS });
    this.#spawn();
  }

  #tell(state: HostState): void {
    this.#state = state;
    this.#options.notify({ type: 'host', state });
  }

  #post(order: Order): void {
    this.#process?.postMessage(order);
  }
}
