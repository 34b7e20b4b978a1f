import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededDeck } from '../deck/seededDeck.ts';
import { type Card, formatCard, legalActions } from '../poker/index.ts';
import { ADA, BO, CY, DECK_SEED, DI, Friends } from '../table/testing/friends.ts';
import { HOST } from '../table/testing/practice.ts';
import { seatView } from './seatView.ts';
import type { TableView } from './tableView.ts';
import { PLAY_TIMEOUT_MS } from './testing/randomTable.ts';
import { seenOf } from './testing/watchedTable.ts';

const DECK = seededDeck(DECK_SEED);

/** The faces of a device's own hole cards, as its dealer makes them from the seed. */
function ownCards(table: Friends, device: string): Card[] | null {
  const seat = table.seats.find((player) => player.device === device)?.seat;
  const holeCards = (table.look('hand')?.holeCards ?? []) as [number, number[]][];
  const places = holeCards.find(([owner]) => owner === seat)?.[1] ?? [];
  return places.length > 0 ? places.map((place) => DECK[place]?.card as Card) : null;
}

function viewOf(table: Friends, device: string): TableView {
  return seatView(seenOf(table), { device, ownCards: ownCards(table, device), preAction: null });
}

/** Every value in a view, however deep. */
function* valuesIn(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) yield* valuesIn(inner);
}

const FACE = /\b[2-9TJQKA][cdhs]\b/g;

describe('secrecy while the journal holds the seed', () => {
  /** Whatever in a view this device must not see. */
  function strange(table: Friends, device: string): unknown[] {
    const view = viewOf(table, device);
    const bytes = [...valuesIn(view)].filter((value) => value instanceof Uint8Array);
    const hand = table.look('hand');
    const shown = ((hand?.shown ?? []) as [number, Card[]][]).flatMap(([, cards]) => cards);
    const boards = ((hand?.boards ?? []) as Card[][]).flat();
    const rabbit = (table.look('result')?.rabbit ?? []) as Card[];
    const open = [...shown, ...boards, ...rabbit, ...(ownCards(table, device) ?? [])].map(formatCard);
    const faces = (JSON.stringify(view).match(FACE) ?? []).filter((face) => !open.includes(face));
    return [...bytes, ...faces];
  }

  test(
    'no device sees a face but its own, the shown and those on the boards',
    () => {
      let looked = 0;
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom('fold', 'stay', 'stay', 'raise'), { minLength: 3, maxLength: 14 }),
          (acts) => {
            const table = Friends.playing([ADA, BO, CY], { rabbitHunt: true });
            table.join(DI, 'spectator');
            const look = () => {
              for (const device of [ADA, BO, CY, DI, 'stranger']) {
                expect(strange(table, device)).toEqual([]);
                looked += 1;
              }
            };
            for (const act of acts) {
              if (table.ask.for !== 'move') break;
              const { canCheck, minRaiseTo } = legalActions(table.ask.round);
              if (act === 'fold') table.move('fold');
              else if (act === 'raise' && minRaiseTo !== null) table.move('raise', minRaiseTo);
              else table.move(canCheck ? 'check' : 'call');
              look();
              table.serve(({ for: what }) => {
                look();
                return what === 'result';
              });
            }
            if (table.ask.for !== 'result') return;
            if (Number(table.look('result')?.toCome) > 0) table.say(ADA, 'RABBIT');
            look();
          },
        ),
        { numRuns: 12 },
      );
      expect(looked).toBeGreaterThan(300);
    },
    PLAY_TIMEOUT_MS,
  );
});

describe('who may sit where', () => {
  test('a member who came to play, on any free seat; nobody who sits, watches or is not in', () => {
    const table = Friends.seated([ADA, BO], { maxSeats: 4 });
    table.join(CY);
    table.join(DI, 'spectator');
    expect(viewOf(table, CY)).toMatchObject({ spectator: true, freeSeats: [2, 3], mySeat: null });
    expect(viewOf(table, DI)).toMatchObject({ spectator: true, freeSeats: [] });
    expect(viewOf(table, ADA)).toMatchObject({ spectator: false, freeSeats: [], mySeat: 0 });
    expect(viewOf(table, 'stranger')).toMatchObject({ spectator: true, freeSeats: [] });
    table.say(ADA, 'KICK', { device: CY });
    expect(viewOf(table, CY).freeSeats).toEqual([]);
  });

  test('who is let in takes a seat that is offered', () => {
    const table = Friends.seated([ADA]);
    table.join(BO);
    const [free] = viewOf(table, BO).freeSeats;
    table.sitDown(BO, free as number);
    expect(viewOf(table, BO).mySeat).toBe(free);
  });
});

describe('who is not dealt in yet', () => {
  test('is told, and the others are told of whom they wait for', () => {
    const table = new Friends();
    table.invite();
    table.sitDown(ADA, 0);
    expect(viewOf(table, ADA).waitingFor).toBe('Waiting for a second player with chips.');
    table.join(BO);
    table.sitDown(BO, 1);
    expect(viewOf(table, ADA).waitingFor).toBe("Bo's computer is being let in.");
    expect(viewOf(table, BO).waitingFor).toBe('Your computer is being let in.');
    expect(viewOf(table, ADA).seats[1]?.waitingFor).toBe('sits in with the next hand');
    table.addVoter(BO);
    expect(viewOf(table, ADA).seats[1]?.waitingFor).toBeNull();
  });

  test('in a hand, and while the result stands', () => {
    const table = Friends.playing([ADA, BO]);
    table.join(CY);
    table.sitDown(CY, 2);
    expect(viewOf(table, ADA).seats[2]?.waitingFor).toBe('sits in with the next hand');
    table.foldToResult();
    expect(viewOf(table, ADA).waitingFor).toBe(
      'The next hand is about to be dealt; Cy sits in with the one after.',
    );
    expect(viewOf(table, CY).waitingFor).toBe(
      'The next hand is about to be dealt; you sit in with the one after.',
    );
    table.addVoter(CY);
    expect(viewOf(table, ADA).waitingFor).toBe('The next hand is about to be dealt.');
  });
});

describe('the log', () => {
  test('tells who comes, is renamed, is asked to leave, and whose seat goes to whom', () => {
    const table = Friends.seated([ADA, BO, CY]);
    table.join(DI, 'spectator');
    table.say(BO, 'RENAME', { name: 'Bobby', avatar: 1 });
    for (const by of [ADA, BO]) table.say(by, 'VOUCH', { seat: 2, device: DI });
    table.say(ADA, 'KICK', { device: BO });
    const words = viewOf(table, ADA).log.map((line) => line.words);
    expect(words).toEqual(
      expect.arrayContaining([
        'Bo comes to play.',
        'Di comes to watch.',
        'Bo is called Bobby now.',
        'Di takes over the seat of Cy.',
        'Bobby was asked to leave.',
        'Bobby leaves with {100}.',
      ]),
    );
  });
});

describe('the ledger', () => {
  const nets = (table: Friends) => viewOf(table, ADA).ledger.rows.map(({ name, net }) => [name, net]);

  test('has who brought, took and holds what; a hand counts once its pots are pushed', () => {
    const table = Friends.playing([ADA, BO, CY]);
    table.move('raise', 40);
    table.move('fold');
    expect(nets(table), 'in the middle of a hand').toEqual([
      ['Ada', 0],
      ['Bo', 0],
      ['Cy', 0],
    ]);
    table.foldToResult();
    expect(viewOf(table, ADA).ledger).toEqual({
      rows: [
        { name: 'Ada', isMe: true, boughtIn: 100, cashedOut: 0, stack: 103, net: 3 },
        { name: 'Bo', isMe: false, boughtIn: 100, cashedOut: 0, stack: 99, net: -1 },
        { name: 'Cy', isMe: false, boughtIn: 100, cashedOut: 0, stack: 98, net: -2 },
      ],
      payments: [
        { from: 'Cy', to: 'Ada', amount: 2 },
        { from: 'Bo', to: 'Ada', amount: 1 },
      ],
      text: [
        'Practice',
        'Ada: bought in 100, cashed out 0, has 103: +3',
        'Bo: bought in 100, cashed out 0, has 99: -1',
        'Cy: bought in 100, cashed out 0, has 98: -2',
        'Cy pays Ada 2',
        'Bo pays Ada 1',
      ].join('\n'),
    });
  });

  test('keeps those who have left, and what they took', () => {
    const table = Friends.playing([ADA, BO, CY]);
    table.say(CY, 'LEAVE');
    table.foldRound();
    table.nextHand();
    expect(viewOf(table, BO).ledger.rows[2]).toEqual({
      ...{ name: 'Cy', isMe: false, boughtIn: 100, cashedOut: 101, stack: 0, net: 1 },
    });
  });

  test('goes with a seat that another device takes over', () => {
    const table = Friends.seated([ADA, BO, CY]);
    table.join(DI, 'spectator');
    for (const by of [ADA, BO]) table.say(by, 'VOUCH', { seat: 2, device: DI });
    expect(viewOf(table, DI).ledger.rows.map(({ name, isMe }) => [name, isMe])).toContainEqual(['Di', true]);
    expect(nets(table)).toHaveLength(3);
  });

  test('is even at every moment of a hand', () => {
    const table = Friends.playing([ADA, BO, CY], { anteRule: 'each', ante: 1 });
    const sum = () => nets(table).reduce((total, [, net]) => total + Number(net), 0);
    for (const move of ['raise', 'call', 'call'] as const) {
      table.move(move, move === 'raise' ? 10 : undefined);
      expect(sum()).toBe(0);
    }
    table.serve();
    table.say(HOST, 'VOTERS', { remove: CY });
    for (let turns = 0; turns < 9 && table.ask.for === 'move'; turns++) {
      table.move('check');
      expect(sum()).toBe(0);
      table.serve(({ for: what }) => what === 'result');
    }
    expect(table.ask.for).toBe('result');
    expect(sum()).toBe(0);
  });
});
