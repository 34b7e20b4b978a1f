import { expect, test } from 'vitest';
import type { Command, EvertableBridge, Notice } from '../../electron/ipc.ts';
import { doors, FRIENDS_LINK, FRIENDS_TABLE, friendsFlop } from '../fixtures/friends.ts';
import { myTurnPreflop } from '../fixtures/tables.ts';
import { createPageStore } from './pageStore.ts';

function recordingBridge() {
  const sent: Command[] = [];
  let listener: (notice: Notice) => void = () => undefined;
  const bridge: EvertableBridge = {
    send: (command) => sent.push(command),
    onNotice(added) {
      listener = added;
      return () => undefined;
    },
  };
  return { bridge, sent, notify: (notice: Notice) => listener(notice) };
}

test('two clicks in one tick send one act', () => {
  const { bridge, sent, notify } = recordingBridge();
  const store = createPageStore(bridge, () => 0);
  const view = myTurnPreflop();
  notify({ type: 'table', view });
  const act: Command = {
    type: 'act',
    tableId: view.tableId,
    hand: view.handNumber,
    turn: view.actor?.turn ?? 0,
    action: { type: 'fold' },
  };
  store.send(act);
  store.send(act);
  expect(sent).toEqual([{ type: 'hello' }, act]);
});

test('a host that came back is greeted and told which table is on screen', () => {
  const { bridge, sent, notify } = recordingBridge();
  createPageStore(bridge, () => 0);
  const view = myTurnPreflop();
  notify({ type: 'table', view });
  notify({ type: 'host', state: { type: 'restarting', words: 'Back soon' } });
  notify({ type: 'host', state: { type: 'running' } });
  expect(sent.slice(1)).toEqual([{ type: 'hello' }, { type: 'openTable', tableId: view.tableId }]);
});

test('a host that only said it is running is not greeted twice', () => {
  const { bridge, sent, notify } = recordingBridge();
  createPageStore(bridge, () => 0);
  notify({ type: 'host', state: { type: 'running' } });
  expect(sent).toEqual([{ type: 'hello' }]);
});

test('a link that was opened is followed', () => {
  const { bridge, sent, notify } = recordingBridge();
  const store = createPageStore(bridge, () => 0);
  notify({ type: 'linkOpened', link: FRIENDS_LINK });
  expect(sent.slice(1)).toEqual([{ type: 'followLink', link: FRIENDS_LINK }]);
  expect(store.getState().door?.link).toBe(FRIENDS_LINK);
});

test('a host that came back is told which door is on screen', () => {
  const { bridge, sent, notify } = recordingBridge();
  createPageStore(bridge, () => 0);
  notify({ type: 'linkOpened', link: FRIENDS_LINK });
  notify({ type: 'host', state: { type: 'restarting', words: 'Back soon' } });
  notify({ type: 'host', state: { type: 'running' } });
  expect(sent.slice(2)).toEqual([{ type: 'hello' }, { type: 'followLink', link: FRIENDS_LINK }]);
});

test('a table that gives the screen to another one is closed, once', () => {
  const { bridge, sent, notify } = recordingBridge();
  const store = createPageStore(bridge, () => 0);
  const before = myTurnPreflop();
  notify({ type: 'table', view: before });
  notify({ type: 'linkOpened', link: FRIENDS_LINK });
  notify({ type: 'door', link: FRIENDS_LINK, door: doors.admitted() });
  notify({ type: 'table', view: friendsFlop() });
  notify({ type: 'table', view: before });
  expect(sent.slice(2)).toEqual([{ type: 'closeTable', tableId: before.tableId }]);
  expect(store.getState().table?.view.tableId).toBe(FRIENDS_TABLE);
});
