import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legalActions } from '../poker/index.ts';
import type { Plain } from '../process/plain.ts';
import { Process } from '../process/process.ts';
import { tableProgram } from './program.ts';
import { chipsOn } from './testing/chipsOn.ts';
import { gameWith, HOST, Practice, stackedDeck } from './testing/practice.ts';

const seated = (count: number, settings = {}, deck = stackedDeck()) => {
  const table = new Practice({ ...gameWith(settings), paused: true }, deck);
  for (let seat = 0; seat < count; seat++) table.sit(seat);
  table.say(HOST, 'RESUME');
  return table;
};

describe('a hand', () => {
  test('heads-up: the button posts the small blind, acts first before the flop and last after', () => {
    const table = seated(2);
    table.serve();
    expect(table.look('hand')).toMatchObject({ button: 0 });
    expect(table.ask).toMatchObject({ for: 'move', seat: 0 });
    table.move('call');
    table.move('check');
    table.serve();
    expect(table.ask).toMatchObject({ for: 'move', seat: 1 });
  });

  test('antes lie in the pot before anybody acts; blinds lie before their seats', () => {
    const table = seated(3, { anteRule: 'each', ante: 1 });
    table.serve();
    expect(table.ask).toMatchObject({ for: 'move' });
    expect(table.look('hand')?.pots).toEqual([{ amount: 3, eligible: table.look('hand')?.clockwise }]);
  });

  test('won by folds: nobody shows, the uncalled bet goes back', () => {
    const table = seated(3);
    table.move('raise', 20);
    table.move('fold');
    table.move('fold');
    table.serve();
    expect(table.game.seated.map(({ stack }) => stack)).toEqual([103, 99, 98]);
    expect(table.events.some(({ what }) => what === 'shows')).toBe(false);
    expect(table.events).toContainEqual({ what: 'uncalled', seat: 0, amount: 18 });
  });

  test('all-in before the flop: hands are tabled, the board runs out, the best hand wins', () => {
    // Dealing order: seat 1, seat 0 (button). Kings against aces; the board changes nothing.
    const [as, ah, ks, kh] = [51, 50, 47, 46];
    const table = seated(2, {}, stackedDeck([ks, as, kh, ah, 0, 5, 10, 16, 21]));
    table.move('raise', 100);
    table.move('call');
    table.serve();
    expect(table.game.seated.map(({ stack }) => stack)).toEqual([200, 0]);
  });

  test('run it twice: two boards when all agree, one when one does not', () => {
    for (const agrees of [true, false]) {
      const table = seated(2, { runItTwice: true });
      table.move('raise', 100);
      table.move('call');
      table.serve(({ for: what }) => what === 'run twice');
      table.say('device0', 'RUN_TWICE', { agree: true });
      table.say('device1', 'RUN_TWICE', { agree: agrees });
      table.serve(({ for: what }) => what === 'result');
      expect(table.look('hand')?.boards).toHaveLength(agrees ? 2 : 1);
      table.serve();
      expect(table.game.seated.reduce((sum, { stack }) => sum + stack, 0)).toBe(200);
    }
  });

  test('a bomb pot: everybody antes and there is no betting before the flop', () => {
    const table = seated(3, { bombPotEvery: 1, bombPotAnte: 5 });
    table.serve();
    expect(table.look('hand')).toMatchObject({ street: 'flop' });
    expect(table.look('hand')?.pots).toEqual([{ amount: 15, eligible: [1, 2, 0] }]);
  });

  test('rabbit hunt: after the hand, only if enabled, and it changes nothing', () => {
    for (const rabbitHunt of [true, false]) {
      const table = seated(2, { rabbitHunt });
      table.move('fold');
      table.serve(({ for: what }) => what === 'result');
      const hunt = () => table.say('device0', 'RABBIT');
      if (!rabbitHunt) {
        expect(hunt).toThrow('not possible');
        continue;
      }
      hunt();
      table.serve();
      expect(table.events.find(({ what }) => what === 'rabbit')?.cards).toHaveLength(5);
      expect(table.game.seated.map(({ stack }) => stack)).toEqual([99, 101]);
    }
  });

  test('time runs out: facing a bet fold, otherwise check; the time bank is used first', () => {
    const table = seated(2);
    table.serve();
    table.timeMs += 30_000;
    expect(() => table.say(HOST, 'TIMEOUT'), 'the time bank is left').toThrow();
    table.timeMs += 60_000;
    table.say(HOST, 'TIMEOUT');
    expect(table.events.at(-1)).not.toMatchObject({ action: 'check' });
    table.serve();
    expect(table.game.seated.map(({ stack }) => stack)).toEqual([99, 101]);
    expect(table.game.seated[0]?.timeBankMs).toBe(0);
  });

  test('leaves mid-hand: folds in turn; all-in: stays all-in and can win', () => {
    const table = seated(3);
    table.serve();
    table.say('device0', 'LEAVE');
    table.serve();
    expect(table.ask).toMatchObject({ for: 'move', seat: 1 });
    // Aces all-in against kings: the one who left is paid, and takes it along.
    const [as, ah, ks, kh] = [51, 50, 47, 46];
    const allIn = seated(2, {}, stackedDeck([ks, as, kh, ah, 0, 5, 10, 16, 21]));
    allIn.move('raise', 100);
    allIn.say('device0', 'LEAVE');
    allIn.move('call');
    allIn.serve();
    expect(allIn.game.accounts[0]).toMatchObject({ boughtIn: 100, cashedOut: 200 });
    expect(allIn.game.seated.map(({ seat, stack }) => [seat, stack])).toEqual([[1, 0]]);
  });

  test('a pause stops the clock, and nobody can act', () => {
    const table = seated(2);
    table.serve();
    table.say(HOST, 'PAUSE');
    expect(() => table.move('call')).toThrow('paused');
    table.timeMs += 24 * 3_600_000;
    expect(() => table.say(HOST, 'TIMEOUT')).toThrow();
    table.say(HOST, 'RESUME');
    expect(() => table.say(HOST, 'TIMEOUT')).toThrow();
    table.move('call');
    expect(table.ask).toMatchObject({ for: 'move', seat: 1 });
  });

  test('a new term gives the player to act at least ten seconds', () => {
    const table = seated(2, { timeBankMs: 0 });
    table.serve();
    table.timeMs += 29_999;
    table.say(HOST, 'TERM_START');
    table.timeMs += 9_999;
    expect(() => table.say(HOST, 'TIMEOUT')).toThrow();
    table.timeMs += 1;
    table.say(HOST, 'TIMEOUT');
  });
});

describe('what is refused changes nothing', () => {
  test('a move names its hand, its turn and its amount', () => {
    const table = seated(2);
    table.serve();
    const before = table.process.stateHash;
    const move = (device: string, rest: { [key: string]: Plain }) => () =>
      table.say(device, 'MOVE', { hand: 1, turn: 1, action: 'call', amount: 1, ...rest });
    expect(move('device1', {}), 'another seat').toThrow('not your turn');
    expect(move('device0', { hand: 2 }), 'another hand').toThrow('hand is over');
    expect(move('device0', { turn: 2 }), 'another turn').toThrow('turn is over');
    expect(move('device0', { amount: 2 }), 'another amount').toThrow('amount to call');
    expect(move('device0', { action: 'raise', amount: 3 }), 'below the minimum').toThrow('minimum');
    expect(move('device0', { action: 'raise', amount: 101 }), 'above the stack').toThrow('that many');
    expect(move('device0', { action: 'check', amount: 0 }), 'a check facing a bet').toThrow('cannot check');
    expect(move('device0', { action: 'bluff' }), 'malformed').toThrow('not possible');
    expect(move('nobody', {}), 'a stranger').toThrow('not your turn');
    expect(table.process.stateHash).toEqual(before);
    move('device0', {})();
    expect(move('device0', {}), 'twice').toThrow();
  });

  test('what only the host may say is refused from anybody else', () => {
    const table = seated(2);
    for (const kind of ['STAND_IN_DECK', 'TIMEOUT', 'TERM_START']) {
      expect(() => table.say('device0', kind, { commitments: new Uint8Array(52 * 32) })).toThrow(
        'not possible',
      );
    }
  });

  test('sealed cards: a face that was not committed to is never opened', () => {
    const table = seated(2);
    table.serve();
    table.move('call');
    table.move('check');
    const { ask } = table;
    if (ask.for !== 'board') throw new Error(ask.for);
    const [first, ...others] = table.opened(ask.places) as {
      index: number;
      card: number;
      proof: Uint8Array;
    }[];
    const board = (cards: Plain) => () => table.say(HOST, 'FACES', { cards });
    expect(board([{ ...first, card: 51 } as Plain, ...others])).toThrow('not the one');
    expect(board([...others, first as Plain]), 'another order').toThrow('not the cards');
    expect(board(table.opened([9, 10, 11])), 'the next street').toThrow('not the cards');
    expect(board(others), 'too few').toThrow('not the cards');
    board([first as Plain, ...others])();
  });
});

/** Many hands are played: a busy machine takes longer than a test usually may. */
const PLAY_TIMEOUT_MS = 60_000;

test(
  'chips are conserved after every input, and replay equals play',
  () => {
    const act = fc.record({
      pick: fc.constantFrom('fold', 'passive', 'passive', 'min', 'max', 'between'),
      part: fc.integer({ min: 0, max: 100 }),
      beside: fc.option(fc.constantFrom('LEAVE', 'SIT_OUT', 'TOP_UP', 'PAUSE', 'SIT'), { freq: 8 }),
      whoBeside: fc.integer({ min: 0, max: 5 }),
    });
    const options = fc.record({
      count: fc.integer({ min: 2, max: 6 }),
      anteRule: fc.constantFrom('none', 'each', 'big-blind'),
      straddle: fc.boolean(),
      runItTwice: fc.boolean(),
      buttonRule: fc.constantFrom('moving', 'dead'),
      bombPotEvery: fc.constantFrom(0, 3),
    });
    fc.assert(
      fc.property(options, fc.array(act, { minLength: 5, maxLength: 60 }), ({ count, ...rules }, acts) => {
        const table = seated(count, { ...rules, ante: 1, bombPotAnte: 3 });
        for (const { pick, part, beside, whoBeside } of acts) {
          table.serve();
          if (table.process.result) {
            // A new hand is a new process: only its own inputs are replayed below.
            table.nextHand();
            table.arrivals.length = 0;
          }
          if (beside) {
            try {
              if (beside === 'SIT') table.sit(whoBeside);
              else if (beside === 'PAUSE') {
                table.say(HOST, 'PAUSE');
                table.say(HOST, 'RESUME');
              } else
                table.say(
                  `device${whoBeside}`,
                  beside,
                  beside === 'TOP_UP' ? { amount: 10 } : beside === 'SIT_OUT' ? { sitOut: part > 50 } : {},
                );
            } catch (error) {
              expect((error as Error).name).toBe('Refused');
            }
            table.serve();
          }
          const { ask } = table;
          if (ask.for !== 'move') continue;
          const legal = legalActions(ask.round);
          const { minRaiseTo, maxRaiseTo } = legal;
          if (pick === 'fold') table.move('fold');
          else if (pick === 'passive' || minRaiseTo === null || maxRaiseTo === null) {
            table.move(legal.canCheck ? 'check' : 'call');
          } else {
            const to = pick === 'min' ? minRaiseTo : pick === 'max' ? maxRaiseTo : 0;
            table.move('raise', to || minRaiseTo + Math.floor(((maxRaiseTo - minRaiseTo) * part) / 100));
          }
          if (!table.process.result) {
            const { there, owed } = chipsOn(table);
            expect(there).toBe(owed);
          }
        }
        if (table.hand > 1 || table.process.result) return;
        const again = new Process(
          tableProgram.play(
            {
              ...gameWith({ ...rules, ante: 1, bombPotAnte: 3 } as object),
              paused: true,
            } as unknown as Plain,
            { table: new Uint8Array(16), hand: 1 },
          ),
          1_000,
        );
        for (const arrival of table.arrivals) again.take(arrival);
        expect(again.stateHash).toEqual(table.process.stateHash);
        expect(again.looks()).toEqual(table.process.looks());
      }),
      { numRuns: 60 },
    );
  },
  PLAY_TIMEOUT_MS,
);
