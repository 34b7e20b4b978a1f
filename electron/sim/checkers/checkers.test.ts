import { describe, expect, test } from 'vitest';
import { UNSETTLED_WORDS } from '../../host/liveTable.ts';
import type { Notice, TableView } from '../../ipc.ts';
import { Violation } from './checker.ts';
import { Chips } from './chips.ts';
import { Health } from './health.ts';
import { Hosts } from './hosts.ts';
import { OneHistory } from './oneHistory.ts';
import { Secrecy } from './secrecy.ts';

type SeatChange = Partial<TableView['seats'][number]>;

/** What these checkers look at of a view. */
function shown(change: Partial<TableView> = {}, seats: readonly SeatChange[] = []): Notice {
  const view = {
    ...{ seq: 7, stateHash: 'aa', paused: null, phase: 'flop', boards: [['2c', '3c', '4c']], pots: [] },
    seats: [
      { isMe: true, stack: 90, bet: 10, cards: ['As', 'Ah'], ...seats[0] },
      { isMe: false, stack: 100, bet: 0, cards: [null, null], ...seats[1] },
    ],
    ledger: { rows: [{ boughtIn: 200, cashedOut: 0 }] },
    ...change,
  } as unknown as TableView;
  return { type: 'table', view };
}

describe('two histories', () => {
  test('are noticed, wherever they are shown', () => {
    const checker = new OneHistory();
    checker.saw('Ada', shown());
    checker.saw('Bo', shown());
    expect(() => checker.saw('Bo', shown({ stateHash: 'bb' }))).toThrow(Violation);
  });

  test('what stands as it was left is no final word', () => {
    const checker = new OneHistory();
    checker.saw('Ada', shown({ paused: UNSETTLED_WORDS, stateHash: 'bb' }));
    checker.saw('Bo', shown());
  });

  test('what was shown as final and is gone is lost', () => {
    const checker = new OneHistory();
    checker.saw('Ada', shown({ seq: 9 }));
    expect(() => checker.survivedAt(8)).toThrow('is lost');
    checker.survivedAt(9);
  });
});

describe('chips', () => {
  test('that come from nowhere, or go there, are noticed', () => {
    const checker = new Chips();
    checker.saw('Ada', shown());
    expect(() => checker.saw('Ada', shown({}, [{ stack: 91 }]))).toThrow(Violation);
    expect(() => checker.saw('Ada', shown({}, [{ stack: 89 }]))).toThrow(Violation);
    expect(() => checker.saw('Ada', shown({}, [{ stack: -10 }, { stack: 200 }]))).toThrow('-10');
  });
});

describe('cards', () => {
  test("of somebody else's are noticed before they are turned over, and not after", () => {
    const checker = new Secrecy();
    const seats = [{}, { cards: ['Kd', null] }];
    expect(() => checker.saw('Ada', shown({}, seats))).toThrow('Kd');
    checker.saw('Ada', shown({ phase: 'showdown' }, seats));
  });

  test('that are there twice are noticed', () => {
    const checker = new Secrecy();
    expect(() => checker.saw('Ada', shown({ boards: [['As', '3c', '4c']] }))).toThrow('twice');
  });
});

test('a table that stops, and an accusation, are noticed, but of who is excused', () => {
  const stopped: Notice = { type: 'message', tableId: null, kind: 'error', words: 'The table stopped: why?' };
  const accused = { ...stopped, words: "Bo's computer said two different things under one number." };
  const checker = new Health({ mayStop: (name) => name === 'Cy', mayBeAccused: (name) => name === 'Cy' });
  expect(() => checker.saw('Ada', stopped)).toThrow(Violation);
  expect(() => checker.saw('Ada', accused)).toThrow(Violation);
  checker.saw('Cy', stopped);
  checker.saw('Ada', { ...accused, words: "Cy's computer voted for two devices in one term." });
});

test('hosting that goes from one to another is counted', () => {
  const hosts = new Hosts();
  const hosting = (host: string | null) => ({ type: 'people', people: { host } }) as unknown as Notice;
  for (const host of ['a', null, 'a', 'b', 'b', 'a']) hosts.saw('Ada', hosting(host));
  expect(hosts.takeovers).toBe(2);
});
