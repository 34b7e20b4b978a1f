import { join } from 'node:path';
import { clipboard, utilityProcess } from 'electron';
import { readDataKey } from './dataKey.ts';
import { nodeFileSystem } from './host/disk/nodeFileSystem.ts';
import { type LobbyNotice, readKeptLobby } from './host/keptLobby.ts';
import { HostProcess } from './hostProcess.ts';
import { type Command, commandSchema, type HostState, type Notice } from './ipc.ts';

export interface ReceptionOptions {
  readonly dataFolder: string;
  /** Nodes of a DHT to use in place of the person's setting, "host:port" each; empty: none. */
  readonly bootstrap: readonly string[];
  readonly notify: (notice: Notice) => void;
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
        fork: () =>
          utilityProcess.fork(join(import.meta.dirname, 'host.js'), [], { serviceName: 'Table host' }),
        notify,
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
    else this.#passOn(command.data);
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

  #passOn(command: Command): void {
    if (this.#failure) this.#options.notify({ type: 'host', state: this.#failure });
    this.startHost();
    this.#host?.send(command);
  }
}
