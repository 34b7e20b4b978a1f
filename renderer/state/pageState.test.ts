import { describe, expect, test } from 'vitest';
import type { Command, Notice, TableView } from '../../electron/ipc.ts';
import {
  chat,
  doors,
  FRIENDS_LINK,
  FRIENDS_TABLE,
  friendsFlop,
  openersPeople,
  people,
} from '../fixtures/friends.ts';
import { myTurnPreflop } from '../fixtures/tables.ts';
import { initialPageState, maySend, type PageState, reducePage } from './pageState.ts';

const view = myTurnPreflop();
const act: Command = {
  type: 'act',
  tableId: view.tableId,
  hand: view.handNumber,
  turn: view.actor?.turn ?? 0,
  action: { type: 'call' },
};

function afterSteps(state: PageState, ...steps: (Notice | Command)[]): PageState {
  return steps.reduce(
    (before, step) =>
      isNotice(step)
        ? reducePage(before, { type: 'notice', notice: step, nowMs: 0 })
        : reducePage(before, { type: 'sent', command: step }),
    state,
  );
}

function isNotice(step: Notice | Command): step is Notice {
  const notices = ['host', 'lobby', 'table', 'tableClosed', 'message', 'people', 'door', 'linkOpened'];
  // A chat is said by a command and told by a notice.
  return notices.includes(step.type) || (step.type === 'chat' && 'lines' in step);
}

const shows = (shown: TableView): Notice => ({ type: 'table', view: shown });
const atTable = afterSteps(initialPageState, shows(view));

describe('acting', () => {
  test('a second act in the same turn is not sent', () => {
    expect(maySend(atTable, act)).toBe(true);
    expect(maySend(afterSteps(atTable, act), act)).toBe(false);
  });

  test('a view of the same turn does not open the bar again', () => {
    const later = afterSteps(atTable, act, shows({ ...view, seq: view.seq + 1 }));
    expect(later.sentAct).not.toBeNull();
  });

  test('another turn opens the bar again', () => {
    const turn = (view.actor?.turn ?? 0) + 4;
    const next = { ...view, actor: view.actor && { ...view.actor, turn } };
    expect(afterSteps(atTable, act, shows(next)).sentAct).toBeNull();
  });

  test('the same turn number in another hand opens the bar again', () => {
    expect(afterSteps(atTable, act, shows({ ...view, handNumber: view.handNumber + 1 })).sentAct).toBeNull();
  });

  test('a refusal opens the bar again and is shown, a warning only is shown', () => {
    const message = (kind: 'refused' | 'warning'): Notice => ({
      type: 'message',
      tableId: view.tableId,
      kind,
      words: 'Too small',
    });
    const refused = afterSteps(atTable, act, message('refused'));
    expect(refused.sentAct).toBeNull();
    expect(refused.toasts.map((toast) => toast.words)).toEqual(['Too small']);
    expect(afterSteps(atTable, act, message('warning')).sentAct).not.toBeNull();
  });

  test('other commands are never held back', () => {
    expect(maySend(afterSteps(atTable, act), { type: 'pause', tableId: view.tableId })).toBe(true);
  });
});

describe('which table is on screen', () => {
  const close: Command = { type: 'closeTable', tableId: view.tableId };

  test('a late view of a table that was left is not shown', () => {
    expect(afterSteps(atTable, close, shows(view)).table).toBeNull();
    expect(afterSteps(atTable, { type: 'leave', tableId: view.tableId }, shows(view)).table).toBeNull();
  });

  test('a table that was left comes back when it is opened again', () => {
    const back = afterSteps(atTable, close, { type: 'openTable', tableId: view.tableId }, shows(view));
    expect(back.table?.view).toBe(view);
  });

  test('a view of another table does not take the screen', () => {
    const other = { ...view, tableId: 'f'.repeat(32) };
    expect(afterSteps(atTable, shows(other)).table?.view.tableId).toBe(view.tableId);
  });

  test('a table closed by the host gives way to the lobby, with the reason', () => {
    const closed = afterSteps(atTable, {
      type: 'tableClosed',
      tableId: view.tableId,
      words: 'The disk is full.',
    });
    expect(closed.table).toBeNull();
    expect(closed.toasts.at(-1)?.words).toBe('The disk is full.');
  });
});

test('a restarting host leaves the table on screen', () => {
  const restarting = afterSteps(atTable, act, {
    type: 'host',
    state: { type: 'restarting', words: 'Back soon' },
  });
  expect(restarting.table?.view).toBe(view);
  expect(restarting.sentAct).not.toBeNull();
  expect(afterSteps(restarting, { type: 'host', state: { type: 'running' } }).sentAct).toBeNull();
});

test('the log of the hand before stays at hand', () => {
  const next = afterSteps(atTable, shows({ ...view, handNumber: view.handNumber + 1, log: [] }));
  expect(next.table?.lastHand).toEqual({ handNumber: view.handNumber, log: view.log });
});

test('the same sentence twice is one toast, and toasts are bounded', () => {
  const say = (words: string): Notice => ({ type: 'message', tableId: null, kind: 'refused', words });
  expect(afterSteps(initialPageState, say('a'), say('a')).toasts).toHaveLength(1);
  expect(
    afterSteps(initialPageState, ...[...'abcdefgh'].map(say)).toasts.map((toast) => toast.words),
  ).toEqual([...'efgh']);
});

describe("a friends' table", () => {
  const view = friendsFlop();
  const { tableId } = view;
  const told: Notice = { type: 'people', people: people() };
  const said: Notice = { type: 'chat', tableId, lines: chat() };
  const atFriends = afterSteps(initialPageState, shows(view), told, said);
  const roomIds = (state: PageState) => state.rooms.map((room) => room.tableId);

  test('its people and its chat are kept beside it, in whichever order they come', () => {
    expect(roomIds(atFriends)).toEqual([tableId]);
    expect(afterSteps(initialPageState, told, said, shows(view)).rooms).toEqual(atFriends.rooms);
  });

  test('late people and chat of a closed table are dropped', () => {
    for (const type of ['closeTable', 'leave'] as const) {
      const closed = afterSteps(atFriends, { type, tableId });
      expect(roomIds(closed)).toEqual([]);
      expect(roomIds(afterSteps(closed, told, said))).toEqual([]);
    }
  });

  test('somebody at the door of a closed table is told of until answered; at the door of one left for good, never', () => {
    const asker = { device: 'e'.repeat(64), name: 'Gus', avatar: 1, role: 'player' as const };
    const asked: Notice = { type: 'people', people: openersPeople({ askers: [asker] }) };
    const answered: Notice = { type: 'people', people: openersPeople() };
    const closed = afterSteps(atFriends, { type: 'closeTable', tableId });
    expect(roomIds(afterSteps(closed, asked))).toEqual([tableId]);
    expect(roomIds(afterSteps(closed, asked, answered))).toEqual([]);
    expect(roomIds(afterSteps(atFriends, { type: 'leave', tableId }, asked))).toEqual([]);
  });

  test('closed by the host, it takes its people and chat along', () => {
    expect(roomIds(afterSteps(atFriends, { type: 'tableClosed', tableId, words: null }))).toEqual([]);
  });

  test('opened again, it has people again', () => {
    const back = afterSteps(atFriends, { type: 'closeTable', tableId }, { type: 'openTable', tableId }, told);
    expect(roomIds(back)).toEqual([tableId]);
  });

  test('carrying on without the others shows the new table; a refusal stays at the old one', () => {
    const other = { ...view, tableId: '0'.repeat(32) };
    const carrying = afterSteps(atFriends, { type: 'carryOn', tableId });
    expect(afterSteps(carrying, shows(view)).table?.view.tableId).toBe(tableId);
    expect(afterSteps(carrying, shows(other)).table?.view.tableId).toBe(other.tableId);
    const refused = afterSteps(carrying, { type: 'message', tableId, kind: 'refused', words: 'No.' });
    expect(afterSteps(refused, shows(other)).table?.view.tableId).toBe(tableId);
  });
});

describe('the door', () => {
  const link = FRIENDS_LINK;
  const follow: Command = { type: 'followLink', link };
  const door = (view: ReturnType<(typeof doors)[keyof typeof doors]>, of = link): Notice => ({
    type: 'door',
    link: of,
    door: view,
  });
  const atDoor = afterSteps(initialPageState, follow, door(doors.found()));
  const admitted = door(doors.admitted());
  const inside = { ...friendsFlop(), tableId: FRIENDS_TABLE };

  test('is looked for at once, and then stands open or closed', () => {
    expect(afterSteps(initialPageState, follow).door?.view.state).toBe('looking');
    expect(atDoor.door?.view.state).toBe('found');
    expect(afterSteps(atDoor, door(doors.refused())).door?.view.state).toBe('refused');
  });

  test('a late word about a door that was left, or about another one, changes nothing', () => {
    expect(afterSteps(atDoor, { type: 'leaveDoor' }, door(doors.asked())).door).toBeNull();
    expect(afterSteps(atDoor, door(doors.refused(), 'evertable://join/other')).door?.view.state).toBe(
      'found',
    );
  });

  test('going in is sent once until the door answers', () => {
    const joining = afterSteps(atDoor, { type: 'join', link, as: 'player' });
    expect(joining.door?.isJoining).toBe(true);
    expect(afterSteps(joining, door(doors.asked())).door?.isJoining).toBe(false);
    const refused: Notice = { type: 'message', tableId: null, kind: 'refused', words: 'Not now.' };
    expect(afterSteps(joining, refused).door?.isJoining).toBe(false);
  });

  test('opens to the table that lets one in, over the one on screen, even over one left before', () => {
    const left: Command = { type: 'leave', tableId: FRIENDS_TABLE };
    const from = afterSteps(atTable, left, follow, door(doors.found()));
    expect(afterSteps(from, shows(inside)).table?.view.tableId).toBe(view.tableId);
    const waiting = afterSteps(from, admitted);
    expect(waiting.door?.view.state).toBe('admitted');
    const entered = afterSteps(waiting, shows(inside));
    expect([entered.door, entered.table?.view.tableId]).toEqual([null, FRIENDS_TABLE]);
  });

  test('to the table that is on screen already just closes', () => {
    const here = afterSteps(initialPageState, shows(inside), follow, admitted);
    expect([here.door, here.movingTo, here.table?.view.tableId]).toEqual([null, null, FRIENDS_TABLE]);
  });

  test('turned away from, it lets nobody through', () => {
    const away = afterSteps(atTable, follow, door(doors.found()), { type: 'leaveDoor' }, admitted);
    expect(afterSteps(away, shows(inside)).table?.view.tableId).toBe(view.tableId);
  });
});
