import { beforeEach, describe, expect, test } from 'vitest';
import type { Order, Report } from './host/port.ts';
import { DEATHS_MAX, GIVEN_UP_WORDS, type HostChild, HostProcess, RESTARTING_WORDS } from './hostProcess.ts';
import type { Notice, TableView } from './ipc.ts';

/** A process that only listens. */
class FakeChild implements HostChild {
  readonly pid = 7;
  readonly orders: Order[] = [];
  isKilled = false;
  #hear: (report: Report) => void = () => {};
  #exit: (code: number) => void = () => {};

  postMessage(order: Order): void {
    this.orders.push(order);
  }

  kill(): void {
    this.isKilled = true;
  }

  on(event: 'message' | 'exit', listener: ((report: Report) => void) | ((code: number) => void)): void {
    if (event === 'message') this.#hear = listener as (report: Report) => void;
    else this.#exit = listener as (code: number) => void;
  }

  say(report: Report): void {
    this.#hear(report);
  }

  die(): void {
    this.#exit(CODE);
  }

  get commands() {
    return this.orders.flatMap((order) => (order.type === 'command' ? [order.command] : []));
  }
}

const CODE = 9;
const START = {
  type: 'start',
  dataFolder: '/data',
  dataKey: '00',
  remarks: [],
  parentPid: null,
  bootstrap: [],
} as const satisfies Order;
const TABLE = '0'.repeat(32);
const OPEN = { type: 'openTable', tableId: TABLE } as const;
const HELLO = { type: 'hello' } as const;

let children: FakeChild[];
let notices: Notice[];
let deaths: number[];
let nowMs: number;
let host: HostProcess;

beforeEach(() => {
  children = [];
  notices = [];
  deaths = [];
  nowMs = 0;
  host = new HostProcess({
    start: { ...START, remarks: [], bootstrap: [] },
    fork: () => {
      const child = new FakeChild();
      children.push(child);
      return child;
    },
    notify: (notice) => notices.push(notice),
    onDeath: (code) => deaths.push(code),
    nowMs: () => nowMs,
  });
});

const child = (number = children.length - 1) => children[number] as FakeChild;
const viewOf = (tableId: string) => ({ type: 'table', view: { tableId } as TableView }) as const;

describe('the table host', () => {
  test('what is said before waits for the host, in order, and is said once', () => {
    host.send({ type: 'setProfile', name: 'Ada' });
    host.send(OPEN);
    expect(children).toHaveLength(0);
    host.start();
    host.start();
    expect(children).toHaveLength(1);
    expect(child().orders[0]).toMatchObject(START);
    expect(child().commands).toEqual([HELLO, { type: 'setProfile', name: 'Ada' }, OPEN]);
    child().die();
    expect(child(1).commands).toEqual([HELLO]);
  });

  test('that dies is started again, and opens what was open', () => {
    host.start();
    child().say(viewOf(TABLE));
    child().say(viewOf('other'));
    child().say({ type: 'tableClosed', tableId: 'other', words: null });
    child().die();
    expect(notices.at(-1)).toEqual({ type: 'host', state: { type: 'restarting', words: RESTARTING_WORDS } });
    expect(child(1).commands).toEqual([OPEN, HELLO]);
    host.send({ type: 'closeTable', tableId: TABLE });
    child(1).die();
    expect(child(2).commands).toEqual([HELLO]);
  });

  test('that keeps dying stays down; deaths long ago do not count', () => {
    host.start();
    for (let deaths = 0; deaths < DEATHS_MAX * 2; deaths++) {
      child().die();
      nowMs += 10_000;
    }
    expect(host.state.type).toBe('restarting');
    for (let deaths = 0; deaths < DEATHS_MAX && host.state.type === 'restarting'; deaths++) child().die();
    expect(host.state).toEqual({ type: 'failed', words: GIVEN_UP_WORDS });
    expect(host.pid).toBeNull();
  });

  test('that says why it cannot go on stays down', () => {
    host.start();
    child().say({ type: 'fatal', words: 'The folder is in use.' });
    child().die();
    expect(children).toHaveLength(1);
    expect(notices.at(-1)).toEqual({
      type: 'host',
      state: { type: 'failed', words: 'The folder is in use.' },
    });
  });

  test('goes in order when the app does, and no host is started any more', async () => {
    host.start();
    const quit = host.quit();
    expect(child().orders.at(-1)).toEqual({ type: 'quit' });
    child().die();
    await quit;
    host.start();
    expect(children).toHaveLength(1);
  });

  test('that was never started is not started by going', async () => {
    await host.quit();
    host.stop();
    host.start();
    expect(children).toHaveLength(0);
  });
});
