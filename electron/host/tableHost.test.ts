import { afterEach, describe, expect, test } from 'vitest';
import { SETTINGS as PRACTICE } from '../../shared/table/testing/practice.ts';
import type { Command, Notice, TableView } from '../ipc.ts';
import { DiskFailure } from './disk/index.ts';
import { MemoryDisk } from './disk/testing/memoryDisk.ts';
import { watchedFileSystem } from './disk/testing/watchedFileSystem.ts';
import { TableHost } from './tableHost.ts';
import { VirtualClock } from './testing/virtualClock.ts';
import { seededBytes } from './testing/world.ts';

const SETTINGS = { ...PRACTICE, rabbitHunt: true, actionClockMs: null, timeBankMs: 0 };

/** More than the disk is called from a hand's result to the next hand's first card. */
const CALLS_BETWEEN_HANDS = 20;
/** Turns of the loop in which a host that waits for nothing closes. */
const TURNS = 100;

/** A device at which somebody plays, dies and comes back. */
class Device {
  disk = new MemoryDisk();
  clock = new VirtualClock();
  host: TableHost | null = null;
  notices: Notice[] = [];
  random = seededRandom(42);
  isFull = false;
  /** So many calls to the disk does the host that runs now still make; then the power goes. */
  power = { callsLeft: Number.POSITIVE_INFINITY };
  /** What a file is read after. */
  readable: (path: string) => Promise<void> = async () => {};

  async start(): Promise<void> {
    const power = { callsLeft: Number.POSITIVE_INFINITY };
    this.power = power;
    const disk = this.disk.fileSystem();
    const slow = { ...disk, read: (path: string) => this.readable(path).then(() => disk.read(path)) };
    const fs = watchedFileSystem(slow, ({ name, path }) => {
      if (this.isFull && name === 'append') throw new DiskFailure('full', 'writing', path);
      if (power.callsLeft-- <= 0) throw new DiskFailure('failed', 'writing', path);
    });
    await fs.makeDirectory('/data');
    this.notices = [];
    this.host = await TableHost.open({
      fs,
      folderPath: '/data',
      dataKey: new Uint8Array(32).fill(3),
      clock: this.clock,
      randomBytes: (sizeBytes) => seededBytes(this.random, sizeBytes),
      random: this.random,
      cards: { by: 'stand-in', seed: new Uint8Array(32) },
      notify: (notice) => this.notices.push(notice),
      remarks: [],
    });
  }

  /** The power goes: the host is gone and what was not synced may be. */
  powerCut(seed: number): void {
    this.host = null;
    this.power.callsLeft = 0;
    const random = seededRandom(seed);
    this.disk.powerCut((below) => Math.floor(random() * below));
    this.clock = new VirtualClock(this.clock.nowMs() + 24 * 3_600_000);
  }

  async say(command: Command): Promise<void> {
    await this.host?.handle(command);
  }

  get view(): TableView | null {
    const shown = this.notices.findLast((notice) => notice.type === 'table');
    return shown?.type === 'table' ? shown.view : null;
  }

  get messages(): string[] {
    return this.notices.flatMap((notice) => (notice.type === 'message' ? [notice.words] : []));
  }

  get lobby() {
    const shown = this.notices.findLast((notice) => notice.type === 'lobby');
    return shown?.type === 'lobby' ? shown : null;
  }

  async practise(settings: object = {}, bots = 3): Promise<void> {
    await this.say({ type: 'setProfile', name: 'Ada' });
    await this.say({
      type: 'newPracticeTable',
      name: 'Kitchen',
      bots,
      buyIn: 100,
      settings: { ...SETTINGS, ...settings },
    });
  }

  /** Two tables lie on its disk, and it has just started. */
  async startWithTwoTables(): Promise<readonly [TableView, TableView]> {
    await this.start();
    await this.practise();
    const first = await this.untilMyTurn();
    await this.say({ type: 'closeTable', tableId: first.tableId });
    await this.practise();
    const second = await this.untilMyTurn();
    await this.host?.close();
    await this.start();
    return [first, second];
  }

  async untilMyTurn(): Promise<TableView> {
    await this.clock.until(() => this.view?.legal != null);
    return this.view as TableView;
  }

  /** Plays on until `isDone`: checks or calls whenever it is its turn, and buys in again when that has gone wrong. */
  async callUntil(isDone: (view: TableView) => boolean): Promise<TableView> {
    for (let turns = 0; turns < 400; turns++) {
      const isAsked = ({ legal, rebuy }: TableView) => legal !== null || rebuy !== null;
      await this.clock.until(() => this.view !== null && (isDone(this.view) || isAsked(this.view)));
      const view = this.view as TableView;
      if (isDone(view)) return view;
      if (view.rebuy) await this.say({ type: 'topUp', tableId: view.tableId, amount: view.rebuy.max });
      else await this.act(view, view.legal?.canCheck ? 'check' : 'call');
    }
    throw new Error('It never happened.');
  }

  async act(view: TableView, type: 'check' | 'call' | 'fold'): Promise<void> {
    await this.say({
      type: 'act',
      tableId: view.tableId,
      hand: view.handNumber,
      turn: view.actor?.turn ?? 0,
      action: { type },
    });
  }
}

function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const chipsOf = (view: TableView) =>
  view.seats.reduce((sum, { stack, bet }) => sum + stack + bet, 0) +
  view.pots.reduce((sum, { amount }) => sum + amount, 0);

describe('the table host', () => {
  let device = new Device();
  afterEach(async () => {
    await device.host?.close();
    device = new Device();
  });

  test('deals a practice table and plays hands with bots', async () => {
    await device.start();
    await device.practise();
    const view = await device.untilMyTurn();
    expect(device.messages).toEqual([]);
    expect(view.seats.filter(({ name }) => name)).toHaveLength(4);
    expect(view.seats[0]?.cards.every((card) => card !== null)).toBe(true);
    expect(
      view.seats
        .slice(1)
        .flatMap(({ cards }) => cards)
        .every((card) => card === null),
    ).toBe(true);
    const later = await device.callUntil(({ handNumber }) => handNumber === 4);
    expect(later.handNumber).toBe(4);
    expect(device.messages).toEqual([]);
  });

  test('after a power cut the table stands as it was: same cards, same pot, same turn; 24 hours change nothing', async () => {
    for (const seed of [1, 2, 3]) {
      device = new Device();
      await device.start();
      await device.practise({ actionClockMs: 15_000 });
      const before = await device.untilMyTurn();
      device.powerCut(seed);
      await device.start();
      await device.say({ type: 'hello' });
      expect(device.lobby?.tables).toHaveLength(1);
      expect(device.lobby?.tables[0]?.state).toMatch(/Paused in the middle of a hand/);
      await device.say({ type: 'openTable', tableId: before.tableId });
      const standing = device.view as TableView;
      expect(standing.stateHash).toBe(before.stateHash);
      expect(standing.paused).not.toBeNull();
      expect(standing.seats[0]?.cards).toEqual(before.seats[0]?.cards);
      await device.say({ type: 'resume', tableId: before.tableId });
      const after = await device.untilMyTurn();
      expect(after.seq).toBe(before.seq + 1);
      for (const part of [
        'seats',
        'boards',
        'pots',
        'legal',
        'handNumber',
        'button',
        'myHandWords',
      ] as const) {
        expect(after[part], part).toEqual(before[part]);
      }
      expect(after.actor?.remainingMs).toBeGreaterThanOrEqual(10_000);
      await device.act(after, after.legal?.canCheck ? 'check' : 'call');
      expect(device.messages).toEqual([]);
    }
  });

  test('a power cut at any step from one hand to the next: the table goes on', async () => {
    for (let calls = 0; calls < CALLS_BETWEEN_HANDS; calls++) {
      device = new Device();
      await device.start();
      await device.practise();
      await device.act(await device.untilMyTurn(), 'fold');
      await device.clock.until(() => device.view?.phase === 'result');
      const result = device.view as TableView;
      device.power.callsLeft = calls;
      await device.clock.until(() => device.power.callsLeft < 0);
      device.powerCut(calls);
      await device.start();
      // A hand that was played but not ended shows nothing by itself; the table must be in the lobby all the same.
      await device.say({ type: 'hello' });
      expect(device.lobby?.tables, `after ${calls} calls`).toMatchObject([{ tableId: result.tableId }]);
      await device.say({ type: 'openTable', tableId: result.tableId });
      expect(device.view?.paused, `after ${calls} calls`).not.toBeNull();
      await device.say({ type: 'resume', tableId: result.tableId });
      const isNextHand = () => device.view?.handNumber === 2 && device.view.actor !== null;
      await device.clock.until(isNextHand);
      const next = device.view as TableView;
      expect(next.seq, `after ${calls} calls`).toBeGreaterThan(result.seq);
      expect(device.messages, `after ${calls} calls`).toEqual([]);
    }
  });

  test('a wrong bet, a move twice and a move out of turn are refused in words', async () => {
    await device.start();
    await device.practise();
    const view = await device.untilMyTurn();
    const move = {
      type: 'act',
      tableId: view.tableId,
      hand: view.handNumber,
      turn: view.actor?.turn ?? 0,
    } as const;
    await device.say({ ...move, action: { type: 'raise', to: 100_000 } });
    expect(device.messages.at(-1)).toMatch(/chips/);
    await device.say({ ...move, action: { type: 'call' } });
    const refusedBefore = device.messages.length;
    await device.say({ ...move, action: { type: 'call' } });
    expect(device.messages.length).toBe(refusedBefore + 1);
    expect(device.view?.seq).toBeGreaterThan(view.seq);
  });

  test('a pre-action is played when the turn comes, and only if it still fits', async () => {
    await device.start();
    await device.practise();
    let view = await device.untilMyTurn();
    await device.say({ type: 'setPreAction', tableId: view.tableId, preAction: null });
    await device.act(view, view.legal?.canCheck ? 'check' : 'call');
    await device.clock.until(
      () => (device.view?.preActionsOffered.length ?? 0) > 0 || device.view?.legal != null,
    );
    view = device.view as TableView;
    await device.say({ type: 'setPreAction', tableId: view.tableId, preAction: { type: 'check-fold' } });
    expect(device.view?.preAction ?? { type: 'check-fold' }).toEqual({ type: 'check-fold' });
    await device.clock.until(
      () => device.view?.handNumber !== view.handNumber || device.view?.seats[0]?.lastAction != null,
    );
  });

  test('a pre-action is not lost when something else is said in the moment before it is played', async () => {
    await device.start();
    await device.practise();
    await device.untilMyTurn();
    await device.act(device.view as TableView, 'call');
    await device.callUntil(({ preActionsOffered }) => preActionsOffered.length > 0);
    const { tableId, handNumber } = device.view as TableView;
    await device.say({ type: 'setPreAction', tableId, preAction: { type: 'call-any' } });
    await device.clock.until(() => device.view?.legal != null || device.view?.handNumber !== handNumber);
    const asked = device.view as TableView;
    await device.say({ type: 'sitOut', tableId, sitOut: true });
    await device.clock.until(() => device.view?.actor?.turn !== asked.actor?.turn);
    expect(device.messages).toEqual([]);
  });

  test('a showdown comes to its end however often somebody asks for the next hand', async () => {
    await device.start();
    await device.practise();
    const { tableId } = await device.callUntil(({ phase }) => phase === 'showdown' || phase === 'runout');
    const ask = () => {
      void device.say({ type: 'nextHand', tableId });
      device.clock.after(100, ask);
    };
    ask();
    await device.clock.until(() => device.view?.phase === 'result');
  });

  test('a bust can be bought back, and bots buy in again by themselves', async () => {
    await device.start();
    await device.practise({ minBuyIn: 4, maxBuyIn: 100 }, 2);
    await device.clock.until(() => device.view !== null);
    let sawRebuy = false;
    for (let hands = 0; hands < 60 && !sawRebuy; hands++) {
      await device.clock.until(() => device.view?.legal != null || device.view?.rebuy != null);
      const view = device.view as TableView;
      if (view.rebuy) {
        sawRebuy = true;
        await device.say({ type: 'topUp', tableId: view.tableId, amount: view.rebuy.max });
        await device.clock.until(() => device.view?.legal != null);
        break;
      }
      const { maxRaiseTo } = view.legal ?? {};
      if (maxRaiseTo != null) {
        await device.say({
          type: 'act',
          tableId: view.tableId,
          hand: view.handNumber,
          turn: view.actor?.turn ?? 0,
          action: { type: 'raise', to: maxRaiseTo },
        });
      } else await device.act(view, view.legal?.canCheck ? 'check' : 'call');
    }
    expect(sawRebuy).toBe(true);
    expect(device.messages).toEqual([]);
  });

  test('a bot that is out of chips buys in again before the next hand, also when the person skips to it', async () => {
    await device.start();
    // With five big blinds somebody is out soon, whatever the cards.
    await device.practise({ smallBlind: 10, bigBlind: 20 });
    const isBust = ({ seats, phase }: TableView) =>
      phase === 'result' && seats.some(({ isBot, stack }) => isBot && stack === 0);
    const { tableId, handNumber, seats } = await device.callUntil(isBust);
    const bust = seats.findIndex(({ isBot, stack }) => isBot && stack === 0);
    await device.say({ type: 'nextHand', tableId });
    const next = await device.callUntil((view) => view.handNumber > handNumber && view.actor !== null);
    expect(next.handNumber).toBe(handNumber + 1);
    expect(next.seats[bust]?.inHand).toBe(true);
  });

  test('leaving takes the table out of the lobby for good; its history stays', async () => {
    await device.start();
    await device.practise();
    const view = await device.untilMyTurn();
    await device.say({ type: 'leave', tableId: view.tableId });
    await device.clock.until(() => device.notices.some(({ type }) => type === 'tableClosed'));
    await device.clock.until(() => device.lobby?.tables.length === 0);
    await device.host?.close();
    await device.start();
    await device.say({ type: 'hello' });
    expect(device.lobby?.tables).toEqual([]);
  });

  test('a full disk stops the table in words; the acknowledged part is there again and can be resumed', async () => {
    await device.start();
    await device.practise();
    const before = await device.untilMyTurn();
    device.isFull = true;
    await device.act(before, before.legal?.canCheck ? 'check' : 'call');
    await device.clock.until(() => device.messages.some((words) => words.startsWith('The table stopped')));
    await device.clock.until(() => device.notices.at(-1)?.type === 'lobby');
    expect(device.lobby?.tables[0]?.damage).toMatch(/full/);
    device.isFull = false;
    await device.say({ type: 'openTable', tableId: before.tableId });
    expect(device.view?.stateHash).toBe(before.stateHash);
    await device.say({ type: 'resume', tableId: before.tableId });
    const after = await device.untilMyTurn();
    expect(after.seats).toEqual(before.seats);
  });

  test('damage that came after the lobby card was made is said when the table is opened', async () => {
    await device.start();
    await device.practise();
    const { tableId, seq } = await device.untilMyTurn();
    await device.say({ type: 'closeTable', tableId });
    await device.host?.close();
    const fs = device.disk.fileSystem();
    const path = `/data/tables/${tableId}/hand-000001.automerge`;
    const bytes = await fs.read(path);
    await fs.overwrite(path, bytes.with(-5, (bytes.at(-5) ?? 0) ^ 0xff));

    await device.start();
    await device.say({ type: 'openTable', tableId });
    expect(device.messages.join()).toMatch(/damaged/);
    expect(device.view?.seq).toBe(seq - 1);
  });

  test('a table that takes long to be read keeps no other waiting, and what is said to it meanwhile is done in its order', async () => {
    const [first, second] = await device.startWithTwoTables();
    let read = () => {};
    const isRead = new Promise<void>((resolve) => {
      read = resolve;
    });
    device.readable = async (path) => {
      if (path.includes(first.tableId)) await isRead;
    };
    const said = (['openTable', 'resume', 'closeTable'] as const).map((type) =>
      device.say({ type, tableId: first.tableId }),
    );
    await device.say({ type: 'openTable', tableId: second.tableId });
    expect(device.view?.tableId).toBe(second.tableId);
    read();
    await Promise.all(said);
    const shown = device.notices.flatMap((notice) => {
      if (notice.type === 'table' && notice.view.tableId === first.tableId) return [notice.type];
      return notice.type === 'tableClosed' ? [notice.type] : [];
    });
    expect([shown[0], shown.at(-1)]).toEqual(['table', 'tableClosed']);
    expect(device.messages).toEqual([]);
  });

  // Guards that close() waits for #opening, and #open's look at #isClosed: a table that came in later was left open.
  test('a host that is closed while a table is being read lets it be read and put away, and reads no other', async () => {
    const [first, second] = await device.startWithTwoTables();
    let read = () => {};
    const isRead = new Promise<void>((resolve) => {
      read = resolve;
    });
    const isAsked = new Promise<void>((resolve) => {
      device.readable = (path) => {
        if (path.endsWith('.automerge')) resolve();
        return isRead;
      };
    });
    const opened = device.say({ type: 'openTable', tableId: first.tableId });
    await isAsked;
    let isClosed = false;
    const closed = device.host?.close().then(() => {
      isClosed = true;
    });
    const late = device.say({ type: 'openTable', tableId: second.tableId });
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    read();
    await Promise.all([opened, closed, late]);
    expect(device.view).toBeNull();
    expect(new Set(device.messages)).toEqual(new Set(['This device is closing its tables.']));
  });

  test('closing lets the table stand; nothing happens there until it is resumed', async () => {
    await device.start();
    await device.practise();
    const view = await device.untilMyTurn();
    await device.say({ type: 'closeTable', tableId: view.tableId });
    expect(device.lobby?.tables[0]?.state).toMatch(/Paused/);
    await device.say({ type: 'openTable', tableId: view.tableId });
    expect(device.view?.stateHash).toBe(view.stateHash);
    await device.act(view, 'fold');
    expect(device.messages.at(-1)).toMatch(/Resume/);
    expect(chipsOf(view)).toBe(400);
  });
});
