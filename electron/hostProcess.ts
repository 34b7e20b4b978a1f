import type { HostStatus } from './host/hostStatus.ts';
import type { Order, Report } from './host/port.ts';
import type { Command, HostState, Notice } from './ipc.ts';

/*
 * The table host's process as main watches it.
 *
 *  H1  What is said before the host is started is kept for it, in order.       hostProcess.test "waits for the host"
 *  H2  A host that dies is started again, and opens what was open.             hostProcess.test "is started again"; e2e/kill.test
 *  H3  A host that keeps dying, or says why it cannot go on, stays down.       hostProcess.test "stays down"
 *  H4  Once the app goes no host is started.                                   hostProcess.test "no host is started"
 */

/** A host that dies this often within the window is not started again. */
export const DEATHS_MAX = 5;
const DEATHS_WINDOW_MS = 30_000;
/** Handing hosting over takes up to three seconds, putting tables away a moment more. */
const QUIT_LIMIT_MS = 5_000;
export const RESTARTING_WORDS = 'The table host stopped. Your tables are being brought back from disk.';
export const GIVEN_UP_WORDS = 'The table host keeps stopping. Nothing is lost; please start Evertable again.';

/** The process itself: Electron's UtilityProcess, as far as it is used. */
export interface HostChild {
  readonly pid?: number | undefined;
  postMessage(order: Order): void;
  kill(): void;
  on(event: 'message', listener: (report: Report) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
}

export interface HostProcessOptions {
  readonly start: Extract<Order, { type: 'start' }>;
  readonly fork: () => HostChild;
  readonly notify: (notice: Notice) => void;
  /** Answers `askStatus`. */
  readonly onStatus?: (status: HostStatus) => void;
  /** It died unasked. @param code its exit code */
  readonly onDeath?: (code: number) => void;
  /** A steady clock. */
  readonly nowMs: () => number;
}

/** The table host's process as main watches it: when it dies it is started again, and open tables are opened again. */
export class HostProcess {
  readonly #options: HostProcessOptions;
  readonly #openTables = new Set<string>();
  /** Said before there was a host; null once there has been one. */
  #early: Order[] | null = [];
  #process: HostChild | null = null;
  #deathsMs: number[] = [];
  #state: HostState = { type: 'starting' };
  #isStopping = false;
  #hasGone: () => void = () => {};

  /** No process runs until `start`. */
  constructor(options: HostProcessOptions) {
    this.#options = options;
  }

  get state(): HostState {
    return this.#state;
  }

  get isStarted(): boolean {
    return this.#early === null;
  }

  /** The host's process, while it runs. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Starts the host, the first time that it is called. */
  start(): void {
    if (this.#early === null || this.#isStopping) return;
    const early = this.#early;
    this.#early = null;
    this.#spawn();
    for (const order of early) this.order(order);
  }

  send(command: Command): void {
    this.order({ type: 'command', command });
  }

  order(order: Order): void {
    if (this.#early) {
      this.#early.push(order);
      return;
    }
    if (order.type === 'command' && order.command.type === 'closeTable')
      this.#openTables.delete(order.command.tableId);
    this.#post(order);
  }

  /** Has the host say how everything stands; a host that is down says nothing. */
  askStatus(): void {
    this.#post({ type: 'status' });
  }

  /** Has the host go in order; resolves once it is gone, or has had time enough. */
  async quit(): Promise<void> {
    this.#isStopping = true;
    if (!this.#process) return;
    const gone = new Promise<void>((resolve) => {
      this.#hasGone = resolve;
    });
    this.#post({ type: 'quit' });
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, QUIT_LIMIT_MS))]);
  }

  /** Ends the host; it is not started again. */
  stop(): void {
    this.#isStopping = true;
    this.#process?.kill();
  }

  #spawn(): void {
    const child = this.#options.fork();
    this.#process = child;
    child.on('message', (report) => this.#hear(report));
    child.on('exit', (code) => this.#mourn(code));
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
    // Nobody here asks for it.
    if (report.type === 'traffic') return;
    if (report.type === 'status') {
      this.#options.onStatus?.(report.status);
      return;
    }
    if (report.type === 'table') this.#openTables.add(report.view.tableId);
    if (report.type === 'tableClosed') this.#openTables.delete(report.tableId);
    this.#options.notify(report);
  }

  #mourn(code: number): void {
    this.#process = null;
    this.#hasGone();
    if (this.#isStopping) return;
    this.#options.onDeath?.(code);
    const nowMs = this.#options.nowMs();
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
