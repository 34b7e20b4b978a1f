import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../../electron/host/port.ts';
import type { Command, DoorView, PeopleView, TableView } from '../../../electron/ipc.ts';
import { root } from '../../root.ts';

const HOST = join(root, 'out', 'app', 'host.js');
const WAIT_LIMIT_MS = 30_000;

/** A device without a window: the app's own table host in a process of its own, on a real folder and a real network. */
export class PeerProcess {
  readonly name: string;
  readonly folder: string;
  readonly #bootstrap: readonly string[];
  readonly #dataKey = randomBytes(32).toString('hex');
  readonly #listeners = new Set<() => void>();
  #child: ChildProcess | null = null;
  view: TableView | null = null;
  people: PeopleView | null = null;
  door: DoorView | null = null;

  constructor(name: string, folder: string, bootstrap: readonly string[]) {
    this.name = name;
    this.folder = join(folder, name);
    this.#bootstrap = bootstrap;
  }

  get isOn(): boolean {
    return this.#child !== null;
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error(`${this.name} does not run.`);
    return this.#child.pid;
  }

  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const child = fork(HOST, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.view = null;
    this.people = null;
    child.on('message', (report: Report) => this.#hear(report));
    child.send({
      type: 'start',
      dataFolder: this.folder,
      dataKey: this.#dataKey,
      remarks: [],
      parentPid: null,
      bootstrap: [...this.#bootstrap],
    });
    this.send({ type: 'setProfile', name: this.name });
  }

  send(command: Command): void {
    this.#child?.send({ type: 'command', command });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Calls when anything is heard. @returns a function that stops it */
  onNews(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #hear(report: Report): void {
    if (report.type === 'table') this.view = report.view;
    if (report.type === 'people') this.people = report.people;
    if (report.type === 'door') this.door = report.door;
    for (const listener of this.#listeners) listener();
  }
}

/** Resolves as soon as something that was heard makes it so. */
export async function until(
  peers: readonly PeerProcess[],
  what: string,
  isDone: () => boolean,
): Promise<void> {
  if (isDone()) return;
  await new Promise<void>((resolve, reject) => {
    const stops = peers.map((peer) => peer.onNews(check));
    const limit = setTimeout(
      () => end(() => reject(new Error(`Waited in vain for ${what}.`))),
      WAIT_LIMIT_MS,
    );
    function end(settle: () => void): void {
      clearTimeout(limit);
      for (const stop of stops) stop();
      settle();
    }
    function check(): void {
      if (isDone()) end(resolve);
    }
  });
}
