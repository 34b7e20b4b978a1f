import { describe, expect, test } from 'vitest';
import type { Command, Notice, TableView } from '../../electron/ipc.ts';
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
  return ['host', 'lobby', 'table', 'tableClosed', 'message'].includes(step.type);
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
