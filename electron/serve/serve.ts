import { statfs } from 'node:fs/promises';
import { KEY_FILE_WORDS, readKeyFile } from '../dataKeyFile.ts';
import type { HostStatus } from '../host/hostStatus.ts';
import { type HostChild, HostProcess } from '../hostProcess.ts';
import type { Notice } from '../ipc.ts';
import { Errands } from './errands.ts';
import { machineName, type ServeOptions } from './options.ts';
import type { ServeStatus } from './serveStatus.ts';
import { openStatusServer, type StatusServer } from './statusServer.ts';
import { statusText } from './statusText.ts';

/** How often the status is printed where somebody watches, and where the lines go into a log. */
const STATUS_WATCHED_MS = 60_000;
const STATUS_LOGGED_MS = 900_000;
/** The first time: by then tables have met their members. */
const STATUS_FIRST_MS = 5_000;
/** A host that has not said by then how it stands is busy, or down. */
const STATUS_LIMIT_MS = 5_000;
const NOTES_MAX = 20;
const STARTING = 'The table host is starting.';
const SILENT = 'The table host does not answer right now.';

export interface ServePorts {
  /** Starts the table host's process. */
  readonly fork: () => HostChild;
  /** A line, or lines, for the terminal. */
  readonly print: (text: string) => void;
  /** A person sees what is printed as it comes. */
  readonly isWatched: boolean;
}

/** A running always-on machine. */
export interface Serving {
  readonly url: string;
  /** Resolves with the exit code once it is over, by itself or by `stop`. */
  readonly ended: Promise<number>;
  /** Hands hosting over and goes. */
  stop(): Promise<void>;
}

/**
 * Keeps tables without a window: starts the table host, does what the options say, shows how it stands. Rejects with a
 * sentence when it cannot begin.
 */
export async function serve(options: ServeOptions, ports: ServePorts): Promise<Serving> {
  const { key, remarks } = readKeyFile(options.dataFolder);
  const machine = new Machine(options, ports, key, remarks);
  const server = await openStatusServer(options.port, () => machine.status());
  machine.start(server);
  return { url: server.url, ended: machine.ended, stop: () => machine.stop() };
}

class Machine {
  readonly ended: Promise<number>;
  readonly #options: ServeOptions;
  readonly #print: (text: string) => void;
  readonly #statusEveryMs: number;
  readonly #host: HostProcess;
  readonly #errands: Errands;
  readonly #startMs = Date.now();
  #server: StatusServer | null = null;
  #waiting: ((status: HostStatus) => void)[] = [];
  #notes: string[] = [];
  #words = STARTING;
  #timer: NodeJS.Timeout | null = null;
  #isOver = false;
  #end: (code: number) => void = () => {};

  constructor(
    options: ServeOptions,
    { fork, print, isWatched }: ServePorts,
    dataKey: string,
    remarks: readonly string[],
  ) {
    this.#options = options;
    this.#print = print;
    this.#statusEveryMs = isWatched ? STATUS_WATCHED_MS : STATUS_LOGGED_MS;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#host = new HostProcess({
      start: {
        type: 'start',
        dataFolder: options.dataFolder,
        dataKey,
        remarks: [...remarks],
        parentPid: process.pid,
        bootstrap: [...options.bootstrap],
      },
      fork,
      notify: (notice) => this.#hear(notice),
      onStatus: (status) => this.#hearStatus(status),
      nowMs: () => performance.now(),
    });
    this.#errands = new Errands({
      options,
      send: (command) => this.#host.send(command),
      say: (words) => this.#say(words),
      after: (delayMs, work) => {
        const timer = setTimeout(work, delayMs);
        return () => clearTimeout(timer);
      },
    });
  }

  start(server: StatusServer): void {
    this.#server = server;
    this.#say(`Status: ${server.url} and ${server.url}status.json. ${KEY_FILE_WORDS}`, false);
    this.#host.start();
    this.#printLater(STATUS_FIRST_MS);
  }

  async status(): Promise<ServeStatus> {
    const host = await this.#hostStatus();
    const { bavail, bsize } = await statfs(this.#options.dataFolder);
    return {
      host,
      words: host ? '' : this.#words,
      dataFolder: this.#options.dataFolder,
      freeBytes: bavail * bsize,
      atMs: Date.now(),
      upSinceMs: this.#startMs,
      notes: this.#notes,
    };
  }

  async stop(): Promise<void> {
    if (this.#isOver) return;
    this.#say('Stopping: hosting is handed over first.', false);
    this.#errands.stop();
    await this.#host.quit();
    this.#finish(0);
  }

  #hear(notice: Notice): void {
    if (this.#isOver) return;
    if (notice.type === 'host') this.#hearHost(notice.state);
    if (notice.type === 'message') this.#say(notice.words);
    if (notice.type === 'lobby') this.#hearLobby(notice);
    this.#errands.hear(notice);
  }

  #hearHost(state: Extract<Notice, { type: 'host' }>['state']): void {
    switch (state.type) {
      case 'running':
        this.#say('The table host runs.', false);
        this.#host.send({ type: 'hello' });
        return;
      case 'restarting':
        this.#words = state.words;
        this.#say(state.words);
        this.#errands.begunAgain();
        return;
      case 'failed':
        this.#say(state.words);
        this.#finish(1);
        return;
      default:
        return;
    }
  }

  #hearLobby({ profile, remarks }: Extract<Notice, { type: 'lobby' }>): void {
    for (const words of remarks)
      if (words !== KEY_FILE_WORDS && !this.#notes.includes(words)) this.#say(words);
    const name = this.#options.name ?? profile?.name ?? machineName();
    if (profile?.name !== name) this.#host.send({ type: 'setProfile', name });
  }

  #hostStatus(): Promise<HostStatus | null> {
    if (this.#isOver) return Promise.resolve(null);
    return new Promise((resolve) => {
      const limit = setTimeout(() => {
        this.#waiting = this.#waiting.filter((one) => one !== hear);
        if (this.#words === '') this.#words = SILENT;
        resolve(null);
      }, STATUS_LIMIT_MS);
      const hear = (status: HostStatus) => {
        clearTimeout(limit);
        resolve(status);
      };
      this.#waiting.push(hear);
      // Who waits already is answered with the same words.
      if (this.#waiting.length === 1) this.#host.askStatus();
    });
  }

  #hearStatus(status: HostStatus): void {
    this.#words = '';
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const hear of waiting) hear(status);
  }

  #printLater(afterMs: number): void {
    this.#timer = setTimeout(async () => {
      await this.#printStatus().catch((error: Error) => this.#say(error.message));
      if (!this.#isOver) this.#printLater(this.#statusEveryMs);
    }, afterMs);
  }

  async #printStatus(): Promise<void> {
    const status = await this.status();
    if (this.#isOver) return;
    this.#print(this.#options.json ? JSON.stringify(status) : statusText(status).trimEnd());
  }

  /** @param isNote whether the status page shows it too; a link that lets anybody in never is one */
  #say(words: string, isNote = !words.includes('evertable://')): void {
    if (isNote) this.#notes = [...this.#notes, words].slice(-NOTES_MAX);
    this.#print(this.#options.json ? JSON.stringify({ words }) : words);
  }

  #finish(code: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#errands.stop();
    this.#host.stop();
    this.#server?.close();
    this.#end(code);
  }
}
