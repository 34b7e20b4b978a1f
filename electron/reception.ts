import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { clipboard, utilityProcess } from 'electron';
import { readDataKey } from './dataKey.ts';
import { LINES_MAX } from './desktop/reports.ts';
import { nodeFileSystem } from './host/disk/nodeFileSystem.ts';
import type { HostStatus } from './host/hostStatus.ts';
import { type LobbyNotice, readKeptLobby } from './host/keptLobby.ts';
import type { Order } from './host/port.ts';
import { type HostChild, HostProcess } from './hostProcess.ts';
import { type Command, commandSchema, type HostState, type Notice } from './ipc.ts';

const ALL_TABLES = 'All my tables';

export interface ReceptionOptions {
  readonly dataFolder: string;
  /** Nodes of a DHT to use in place of the person's setting, "host:port" each; empty: none. */
  readonly bootstrap: readonly string[];
  readonly notify: (notice: Notice) => void;
  /** Asks the person where a file should go (with a name for it), or which one to open; null: neither. */
  readonly askWhereTo: (name: string) => Promise<string | null>;
  readonly askWhich: () => Promise<string | null>;
  readonly setLaunchAtLogin: (isOn: boolean) => void;
  readonly showReports: () => void;
  /** Answers `askStatus`. */
  readonly onStatus: (status: HostStatus) => void;
  /** The host died unasked; it has printed these lines last. */
  readonly onHostDeath: (code: number, lines: readonly string[]) => void;
  /** The page listens, and has been given what there is to draw. */
  readonly onGreeted: () => void;
}

/**
 * Where the page's words arrive. They are checked here; the host hears them, and comes up for the first that it is needed
 * for. Until then the page is shown the lobby as it was left.
 */
export class Reception {
  readonly #options: ReceptionOptions;
  readonly #host: HostProcess | null = null;
  /** What the page is shown until the host speaks; null: the host has to look. */
  readonly #keptLobby: Promise<LobbyNotice | null> = Promise.resolve(null);
  /** What the host has printed last. */
  readonly #lines: string[] = [];
  /** Why there can be no host. */
  readonly #failure: HostState | null = null;

  constructor(options: ReceptionOptions) {
    this.#options = options;
    const { dataFolder, bootstrap, notify } = options;
    try {
      const { key, remarks } = readDataKey(dataFolder);
      this.#host = new HostProcess({
        start: {
          type: 'start',
          dataFolder,
          dataKey: key,
          remarks: [...remarks],
          parentPid: process.pid,
          bootstrap: [...bootstrap],
        },
        fork: () => this.#fork(),
        notify,
        onStatus: options.onStatus,
        onDeath: (code) => options.onHostDeath(code, this.#lines),
        nowMs: () => performance.now(),
      });
      this.#keptLobby = readKeptLobby(nodeFileSystem(), dataFolder, remarks);
      void this.#keptLobby.then((lobby) => lobby ?? this.startHost());
    } catch (error) {
      this.#failure = { type: 'failed', words: (error as Error).message };
    }
  }

  /** Takes what the page has sent, whatever it is. */
  hear(message: unknown): void {
    const command = commandSchema.safeParse(message);
    if (!command.success) {
      console.error('dropped a message that is no command:', command.error.message);
      return;
    }
    if (command.data.type === 'hello') void this.#greet();
    else if (command.data.type === 'copy') clipboard.writeText(command.data.text);
    else if (command.data.type === 'exportTable') void this.#export(command.data.name, command.data.tableId);
    else if (command.data.type === 'exportAll') void this.#export(ALL_TABLES, null);
    else if (command.data.type === 'importFile') void this.#import();
    else if (command.data.type === 'setLaunchAtLogin') this.#options.setLaunchAtLogin(command.data.on);
    else if (command.data.type === 'showReports') this.#options.showReports();
    else this.#passOn(command.data);
  }

  /** Brings in the tables of a file that the person has opened. */
  importFile(path: string): void {
    this.#order({ type: 'importFile', path });
  }

  /** Has the host say how it stands. @returns whether there is a host */
  askStatus(): boolean {
    if (!this.#host?.isStarted || this.#host.pid === null) return false;
    this.#host.askStatus();
    return true;
  }

  /** What the host prints goes where main's own words go; the last lines are kept for a report. */
  #fork(): HostChild {
    const script = join(import.meta.dirname, 'host.js');
    const child = utilityProcess.fork(script, [], {
      serviceName: 'Table host',
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    this.#lines.length = 0;
    if (child.stderr) {
      createInterface({ input: child.stderr as Readable }).on('line', (line) => {
        console.error(line);
        this.#lines.push(line);
        if (this.#lines.length > LINES_MAX) this.#lines.shift();
      });
    }
    return child;
  }

  /** Starts the host, unless it has been. */
  startHost(): void {
    this.#host?.start();
  }

  /** Has the host go in order; see HostProcess. */
  async quit(): Promise<void> {
    await this.#host?.quit();
  }

  /** Ends the host at once. */
  stop(): void {
    this.#host?.stop();
  }

  /** The page is there: it gets all there is to draw. */
  async #greet(): Promise<void> {
    const { notify, onGreeted } = this.#options;
    const state = this.#failure ?? this.#host?.state;
    if (state) notify({ type: 'host', state });
    const lobby = await this.#keptLobby;
    if (lobby && !this.#host?.isStarted) notify(lobby);
    else this.#passOn({ type: 'hello' });
    onGreeted();
  }

  async #export(name: string, tableId: string | null): Promise<void> {
    const path = await this.#options.askWhereTo(name);
    if (path !== null) this.#order({ type: 'exportFile', path, tableId });
  }

  async #import(): Promise<void> {
    const path = await this.#options.askWhich();
    if (path !== null) this.importFile(path);
  }

  #passOn(command: Command): void {
    this.#order({ type: 'command', command });
  }

  #order(order: Order): void {
    if (this.#failure) this.#options.notify({ type: 'host', state: this.#failure });
    this.startHost();
    this.#host?.order(order);
  }
}
