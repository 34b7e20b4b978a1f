import { beforeAll, describe, expect, test } from 'vitest';
import type { TableEvent } from '../../../shared/table/events.ts';
import type { Temperament } from '../../ipc.ts';
import { BotTable } from './testing/botTable.ts';
import { type Habits, habitsOf, potOf } from './testing/habits.ts';

const SEATS: readonly Temperament[] = ['calm', 'wild', 'sly', 'calm', 'wild', 'sly'];
const HANDS = 100;
const BIG_BLIND = 2;

function play(table: BotTable, hands: number): TableEvent[][] {
  return Array.from({ length: hands }, () => table.playHand());
}

/** Chips bought in and chips there, by seat. */
function ledgerOf(table: BotTable): { boughtIn: number; stack: number }[] {
  const desk = table.practice.look('desk');
  const stacks = desk?.seats as { device: string; stack: number }[];
  const accounts = desk?.accounts as { device: string; boughtIn: number }[];
  return stacks.map(({ device, stack }) => ({
    stack,
    boughtIn: accounts.find((account) => account.device === device)?.boughtIn ?? 0,
  }));
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe('six bots at a table', () => {
  const table = new BotTable(SEATS, 1);
  let hands: TableEvent[][] = [];
  let habits: Map<Temperament, Habits> = new Map();
  // What a bot says that is not legal is refused by the table, and throws here.
  beforeAll(() => {
    hands = play(table, HANDS);
    habits = habitsOf(hands, SEATS);
  });

  const vpip = (temperament: Temperament) => {
    const { voluntary = 0, hands: dealt = 1 } = habits.get(temperament) ?? {};
    return voluntary / dealt;
  };

  test('play until every hand comes to its end, and all the chips are there', () => {
    expect(hands).toHaveLength(HANDS);
    for (const events of hands) expect(events.some(({ what }) => what === 'over')).toBe(true);
    const ledger = ledgerOf(table);
    expect(sum(ledger.map(({ stack }) => stack))).toBe(sum(ledger.map(({ boughtIn }) => boughtIn)));
  });
  test('see no other cards while they bet', () => {
    const moves = table.answers.filter(({ decision }) => decision.type === 'act');
    expect(moves.length).toBeGreaterThan(HANDS);
    for (const { seat, view } of moves) {
      for (const other of view.seats) {
        if (other.seat !== seat) expect(other.cards.every((card) => card === null)).toBe(true);
        else expect(other.cards).not.toContain(null);
      }
    }
  });
  test('play between 15 % and 45 % of their hands: wild more than sly, sly more than calm', () => {
    expect(vpip('calm')).toBeGreaterThan(0.15);
    expect(vpip('sly')).toBeGreaterThan(vpip('calm'));
    expect(vpip('wild')).toBeGreaterThan(vpip('sly'));
    expect(vpip('wild')).toBeLessThan(0.45);
  });
  test('raise before the flop with about half of what they play', () => {
    for (const { raised, voluntary } of habits.values()) {
      expect(raised / voluntary).toBeGreaterThan(0.3);
      expect(raised / voluntary).toBeLessThan(0.9);
    }
  });
  test('both bet and call after the flop', () => {
    for (const { bets, calls } of habits.values()) {
      expect(bets / calls).toBeGreaterThan(0.7);
      expect(bets / calls).toBeLessThan(5);
    }
  });
  test('play pots as in a home game: mostly small, big ones now and then, all-in before the flop rarely', () => {
    const pots = hands.map((events) => potOf(events) / BIG_BLIND).sort((a, b) => a - b);
    const mean = sum(pots) / pots.length;
    expect(pots[HANDS / 2]).toBeLessThan(15);
    expect(mean).toBeGreaterThan(5);
    expect(mean).toBeLessThan(40);
    const allInEarly = hands.filter((events) => {
      const flop = events.findIndex(({ what }) => what === 'street');
      return events
        .slice(0, flop < 0 ? undefined : flop)
        .some((event) => event.what === 'acts' && event.allIn);
    });
    expect(allInEarly.length / HANDS).toBeLessThan(0.05);
  });
  test('do not lose everything all the time', () => {
    for (const { boughtIn } of ledgerOf(table)) expect(boughtIn).toBeLessThan((HANDS / 10) * 200);
  });
});

describe('bots at a table with everything on it', () => {
  test('play short stacks with antes, straddles, bomb pots and two boards, and buy in again when busted', () => {
    const table = new BotTable(['wild', 'sly', 'calm', 'wild'], 3, {
      maxBuyIn: 200,
      smallBlind: 10,
      bigBlind: 20,
      anteRule: 'each',
      ante: 5,
      straddle: true,
      runItTwice: true,
      bombPotEvery: 5,
      bombPotAnte: 20,
      buttonRule: 'dead',
    });
    const told = play(table, 25).flat();
    const done = new Set(table.answers.map(({ decision }) => decision.type));
    expect([...done]).toEqual(expect.arrayContaining(['act', 'runTwice', 'show', 'topUp']));
    expect(told.some(({ what }) => what === 'runs twice')).toBe(true);
    const ledger = ledgerOf(table);
    expect(sum(ledger.map(({ stack }) => stack))).toBe(sum(ledger.map(({ boughtIn }) => boughtIn)));
  });
  test('play heads-up', () => {
    const table = new BotTable(['calm', 'wild'], 4);
    expect(play(table, 25)).toHaveLength(25);
  });
});
