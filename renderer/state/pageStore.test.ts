import { expect, test } from 'vitest';
import type { Command, EvertableBridge, Notice } from '../../electron/ipc.ts';
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
