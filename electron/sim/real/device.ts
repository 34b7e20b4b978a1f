import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { HostStatus } from '../../host/hostStatus.ts';
import type { Order, Report } from '../../host/port.ts';
import type { Traffic } from '../../host/swarm/link.ts';
import type { Command, DoorView, LegalView, PeopleView, TableView } from '../../ipc.ts';
import type { Lines } from './badLine.ts';
import type { LinesOrder } from './host.ts';

const DATA_KEY_BYTES = 32;
/** Nothing that is waited for takes so long unless it is broken. */
const WAIT_LIMIT_MS = 60_000;

export interface DeviceOptions {
  readonly name: string;
  /** The built table host's script. */
  readonly hostScript: string;
  /** The device's data folder; made here. */
  readonly folder: string;
  readonly bootstrap: readonly string[];
  /** 32 bytes, hex; left out: one of its own. */
  readonly dataKey?: string;
}

/** What a player would like to do; what is not legal is done in the next best way. */
export type Wish = 'call' | 'fold' | 'raise' | 'all in';

/** Nobody folds for nothing. */
export function actionOf(wish: Wish, { canCheck, minRaiseTo, maxRaiseTo }: LegalView): Action {
  if (wish === 'raise' && minRaiseTo !== null) return { type: 'raise', to: minRaiseTo };
  if (wish === 'all in' && maxRaiseTo !== null) return { type: 'raise', to: maxRaiseTo };
  if (canCheck) return { type: 'check' };
  return { type: wish === 'fold' ? 'fold' : 'call' };
}

type Action = Extract<Command, { type: 'act' }>['action'];

/** A friend's device: the built table host in a process of its own, under plain Node, with a folder of its own. */
export class Device {
  readonly name: string;
  readonly #options: DeviceOptions;
  readonly #dataKey: string;
  readonly #listeners = new Set<() => void>();
  readonly #viewListeners = new Set<(view: TableView) => void>();
  #status: HostStatus | null = null;
  #child: ChildProcess | null = null;
  #answeredTurn = '';
  #skippedHand = 0;
  #isRunning = false;
  #isQuitting = false;
  #traffic: Traffic | null = null;
  #view: TableView | null = null;
  #people: PeopleView | null = null;
  #door: DoorView | null = null;
  /** The open door at which it has asked to come in. */
  #askedAt: DoorView | null = null;
  /** What went wrong, in the host's words; the newest last. */
  readonly messages: string[] = [];
  /** Those of them that tell of a fault, not of a refusal. */
  readonly errors: string[] = [];
  /** How its process ended that nobody ended, or why it cannot go on; null: neither. */
  #fault: string | null = null;
  #isPaused = false;

  constructor(options: DeviceOptions) {
    this.name = options.name;
    this.#options = options;
    this.#dataKey = options.dataKey ?? randomBytes(DATA_KEY_BYTES).toString('hex');
  }

  /** What must never be: its host died by itself, or says that it cannot go on. */
  get fault(): string | null {
    return this.#fault;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get isOn(): boolean {
    return this.#child !== null;
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error(`${this.name}'s host does not run.`);
    return this.#child.pid;
  }

  get folder(): string {
    return this.#options.folder;
  }

  /** The last that was told of the table; null: nothing since the host was started. */
  get view(): TableView | null {
    return this.#view;
  }

  get people(): PeopleView | null {
    return this.#people;
  }

  get door(): DoorView | null {
    return this.#door;
  }

  /** The turn that this device is to answer and has not; null: there is none. */
  get openTurn(): TableView | null {
    const { view } = this;
    return this.isOn && view?.legal && view.paused === null && turnOf(view) !== this.#answeredTurn
      ? view
      : null;
  }

  /** Starts the host; resolves once it runs. */
  async start(): Promise<void> {
    await this.launch();
    await this.until('its host to run', () => this.#isRunning);
  }

  /** Starts the host; what is said to it meanwhile is heard once it runs. */
  async launch(): Promise<void> {
    const { folder, bootstrap, hostScript } = this.#options;
    await mkdir(folder, { recursive: true });
    this.#isRunning = false;
    [this.#view, this.#people, this.#door] = [null, null, null];
    this.#answeredTurn = '';
    const child = fork(hostScript, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    this.#child = child;
    child.on('message', (report: Report) => {
      if (this.#child === child) this.#hear(report);
    });
    child.on('exit', (code, signal) => {
      if (this.#child === child) {
        this.#child = null;
        if (!this.#isQuitting)
          this.#fault = `${this.name}'s host ended by itself (${signal ?? `code ${code}`}).`;
      }
      this.#changed();
    });
    child.on('error', () => {});
    this.#isQuitting = false;
    this.#isPaused = false;
    this.#post({
      type: 'start',
      dataFolder: folder,
      dataKey: this.#dataKey,
      remarks: [],
      parentPid: null,
      bootstrap: [...bootstrap],
    });
  }

  send(command: Command): void {
    this.#post({ type: 'command', command });
  }

  /** SIGKILL; resolves once the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Goes cleanly; resolves once the process is gone. */
  async quit(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#isQuitting = true;
    const gone = once(child, 'exit');
    this.#post({ type: 'quit' });
    await gone;
  }

  /** SIGSTOP: its clocks run on, and it does nothing. */
  pause(): void {
    this.#isPaused = this.#child?.kill('SIGSTOP') ?? false;
  }

  /** SIGCONT. */
  goOn(): void {
    this.#isPaused = false;
    this.#child?.kill('SIGCONT');
  }

  /** The lines to the other devices are so bad from now on; the torture host only. */
  setLines(lines: Lines): void {
    this.#child?.send({ type: 'lines', lines } satisfies LinesOrder, ignore);
  }

  /** Calls the listener with every view; returns what ends that. */
  onView(listener: (view: TableView) => void): () => void {
    this.#viewListeners.add(listener);
    return () => this.#viewListeners.delete(listener);
  }

  /** How all its tables stand. */
  async status(): Promise<HostStatus> {
    this.#status = null;
    this.#post({ type: 'status' });
    await this.until('its status', () => this.#status !== null);
    return this.#status as unknown as HostStatus;
  }

  async traffic(): Promise<Traffic> {
    this.#traffic = null;
    this.#post({ type: 'countTraffic' });
    await this.until('its traffic', () => this.#traffic !== null);
    return this.#traffic as unknown as Traffic;
  }

  /** Answers the open turn; without raises a hand never costs a stack. */
  answerTurn(wish: Wish): TableView {
    const view = this.openTurn;
    if (!view?.legal || !view.actor) throw new Error(`${this.name} is not to act.`);
    this.#answeredTurn = turnOf(view);
    const { tableId, handNumber: hand, actor, legal } = view;
    this.send({ type: 'act', tableId, hand, turn: actor.turn, action: actionOf(wish, legal) });
    return view;
  }

  /** Asks at the door, once each time it opens: a link that is lost before the answer is found anew. */
  goIn(link: string): void {
    if (this.#door?.state !== 'found' || this.#askedAt === this.#door) return;
    this.#askedAt = this.#door;
    this.send({ type: 'join', link, as: 'player' });
  }

  /** Waits for nothing that only lets people look. */
  hurry(): void {
    const { view } = this;
    if (!this.isOn || !view?.canSkip || this.#skippedHand === view.handNumber) return;
    this.#skippedHand = view.handNumber;
    this.send({ type: 'nextHand', tableId: view.tableId });
  }

  /** Calls the listener after every report; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws Error that says how the device stands, when it is not so in time */
  async until(what: string, isSo: () => boolean, limitMs: number = WAIT_LIMIT_MS): Promise<void> {
    await untilAny([this], `${what} at ${this.name}'s`, isSo, limitMs);
  }

  /** How it stands, for whoever looks for a fault. */
  describe(): string {
    const { view, people } = this;
    const host = people?.people.find(({ isHost }) => isHost)?.name ?? 'nobody';
    const said = this.messages.slice(-2).join(' | ');
    return `${this.name}${this.isOn ? '' : ' (off)'}: hand ${view?.handNumber}, entry ${view?.seq}, ${
      view?.paused ?? view?.waitingFor
    } ${host} hosts. ${people?.waiting ?? ''} ${said}`;
  }

  #hear(report: Report): void {
    switch (report.type) {
      case 'fatal':
        this.#fault = `${this.name}'s host cannot go on: ${report.words}`;
        break;
      case 'message':
        this.messages.push(report.words);
        if (report.kind === 'error') this.errors.push(report.words);
        // What was refused is to be answered again.
        this.#answeredTurn = '';
        break;
      case 'host':
        this.#isRunning ||= report.state.type === 'running';
        break;
      case 'status':
        this.#status = report.status;
        break;
      case 'traffic':
        this.#traffic = report;
        break;
      case 'table':
        this.#view = report.view;
        for (const listener of this.#viewListeners) listener(report.view);
        break;
      case 'people':
        this.#people = report.people;
        break;
      case 'door':
        this.#door = report.door;
        break;
    }
    this.#changed();
  }

  #post(order: Order): void {
    this.#child?.send(order, ignore);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** A host that has just died hears nothing. */
function ignore(): void {}

/** Names a turn of a table. */
export function turnOf({ handNumber, actor }: TableView): string {
  return `${handNumber}/${actor?.turn ?? ''}`;
}

/** Resolves as soon as it is so, looked at after every report of these devices. @throws Error when it is not so in time */
export async function untilAny(
  devices: readonly Device[],
  what: string,
  isSo: () => boolean,
  limitMs = WAIT_LIMIT_MS,
): Promise<void> {
  if (isSo()) return;
  const ends: (() => void)[] = [];
  const over = new AbortController();
  try {
    await Promise.race([
      new Promise<void>((resolve, reject) => {
        for (const device of devices) {
          ends.push(
            device.onChange(() => {
              if (device.fault !== null) reject(new Error(device.fault));
              else if (isSo()) resolve();
            }),
          );
        }
      }),
      delay(limitMs, undefined, { signal: over.signal }).then(() => {
        const lines = devices.map((device) => `  ${device.describe()}`);
        throw new Error(`Waited ${limitMs / 1_000} s for ${what}.\n${lines.join('\n')}`);
      }),
    ]);
  } finally {
    over.abort();
    for (const end of ends) end();
  }
}
