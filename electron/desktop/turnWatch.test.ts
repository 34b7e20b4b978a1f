import { beforeEach, describe, expect, test } from 'vitest';
import type { TableView } from '../ipc.ts';
import { TurnWatch } from './turnWatch.ts';
import { handingOverWords, hostedTables, hostingWords } from './words.ts';

const said: string[] = [];
let isAwake = false;
let isHidden = false;
let watch: TurnWatch;
beforeEach(() => {
  said.length = 0;
  isAwake = false;
  isHidden = false;
  watch = new TurnWatch({
    keepAwake: () => {
      isAwake = true;
    },
    letSleep: () => {
      isAwake = false;
    },
    isHidden: () => isHidden,
    tell: (words) => said.push(words),
  });
});

const TABLE = 'a'.repeat(32);

function see(turn: number | null, more: Partial<TableView> = {}): void {
  const view = {
    tableId: TABLE,
    name: 'Kitchen',
    handNumber: 7,
    paused: null,
    actor: turn === null ? null : { seat: 0, turn },
    legal: turn === null ? null : { canCheck: true },
    ...more,
  };
  watch.hear({ type: 'table', view: view as unknown as TableView });
}

describe('the computer', () => {
  test('is kept awake while it is my turn, and only then', () => {
    see(null);
    expect(isAwake).toBe(false);
    see(3);
    expect(isAwake).toBe(true);
    see(null);
    expect(isAwake).toBe(false);
  });

  test('may sleep at a table that is paused, closed or whose host is gone', () => {
    see(3, { paused: 'Waiting for Bo.' } as Partial<TableView>);
    expect(isAwake).toBe(false);
    see(3);
    watch.hear({ type: 'tableClosed', tableId: TABLE, words: null });
    expect(isAwake).toBe(false);
    see(3);
    watch.hear({ type: 'host', state: { type: 'restarting', words: '' } });
    expect(isAwake).toBe(false);
  });

  test('stays awake while it is my turn at another table', () => {
    see(3);
    see(1, { tableId: 'b'.repeat(32) });
    see(null);
    expect(isAwake).toBe(true);
  });
});

describe('a turn', () => {
  test('that comes while the window is hidden is told once', () => {
    isHidden = true;
    see(3);
    see(3);
    expect(said).toEqual(['It is your turn at Kitchen.']);
    see(5);
    expect(said).toHaveLength(2);
  });

  test('that comes before my eyes is not told', () => {
    see(3);
    isHidden = true;
    see(3);
    expect(said).toEqual([]);
  });
});

test('only tables that others play by this computer are hosted here', () => {
  const table = (name: string, isHost: boolean, peers: number) => ({ name, isHost, peers }) as never;
  const names = hostedTables({ tables: [table('A', true, 2), table('B', false, 2), table('C', true, 0)] });
  expect(names).toEqual(['A']);
  expect(hostingWords(names)).toBe('1 table hosted here');
  expect(hostingWords(['A', 'B'])).toBe('2 tables hosted here');
  expect(handingOverWords(['A'])).toContain('hosting A.');
});
