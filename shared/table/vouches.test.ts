import { describe, expect, test } from 'vitest';
import { ADA, BO, CY, DI, Friends } from './testing/friends.ts';
import { HOST } from './testing/practice.ts';
import { VOUCH_REFUSALS } from './vouches.ts';

const HEIR = 'e'.repeat(64);

/** Three sit between hands, Di watches. */
function withHeir(): Friends {
  const table = Friends.seated([ADA, BO, CY]);
  table.join(DI, 'spectator');
  return table;
}

const vouch = (table: Friends, by: string, seat = 1, device: string = DI) =>
  table.say(by, 'VOUCH', { seat, device });

describe('a lost device', () => {
  test('loses its seat, stack and account to another once a majority of the others says so', () => {
    const table = withHeir();
    vouch(table, ADA);
    expect(table.desk.vouches).toEqual([{ seat: 1, device: DI, by: [ADA] }]);
    expect(table.playerAt(1)?.device).toBe(BO);
    vouch(table, CY);
    expect(table.playerAt(1)).toMatchObject({ device: DI, name: 'Di', stack: 100 });
    expect(table.accountOf(DI)).toEqual({ device: DI, name: 'Di', boughtIn: 100, cashedOut: 0 });
    expect(table.accountOf(BO)).toBeUndefined();
    expect(table.memberOf(DI)?.role).toBe('player');
    expect(table.memberOf(BO)).toMatchObject({ role: 'spectator', state: 'in' });
    expect(table.desk.vouches).toEqual([]);
    expect(table.events.at(-1)).toEqual({ what: 'takes seat', seat: 1, name: 'Di', from: 'Bo' });
  });

  test('in a hand: when the hand lets go of the seat', () => {
    const table = Friends.playing([ADA, BO, CY]);
    table.join(DI, 'spectator');
    vouch(table, ADA);
    vouch(table, CY);
    expect(table.playerAt(1)?.device).toBe(BO);
    table.foldRound();
    // Whoever folds for Bo here is Bo's own device, which is not lost then.
    expect(table.game.seated.find(({ seat }) => seat === 1)?.device).toBe(BO);

    const lost = Friends.playing([ADA, BO, CY]);
    lost.join(DI, 'spectator');
    vouch(lost, ADA);
    vouch(lost, CY);
    lost.move('call');
    lost.timeout();
    lost.foldRound();
    const heir = lost.game.seated.find(({ seat }) => seat === 1);
    expect(heir).toMatchObject({ device: DI, stack: 99 });
    lost.nextHand();
    lost.serve();
    expect(lost.look('hand')?.clockwise, 'the new device does not vote yet').toHaveLength(2);
  });

  test('merges the accounts where the heir has one', () => {
    const table = Friends.seated([ADA, BO, CY, DI]);
    table.say(DI, 'LEAVE');
    vouch(table, ADA);
    vouch(table, CY);
    expect(table.accountOf(DI)).toMatchObject({ boughtIn: 200, cashedOut: 100 });
  });

  test('keeps its seat when it is heard: at the desk, or by a move', () => {
    const table = withHeir();
    vouch(table, ADA);
    table.say(BO, 'SIT_OUT', { sitOut: false });
    expect(table.desk.vouches).toEqual([]);
    vouch(table, CY);
    expect(table.playerAt(1)?.device).toBe(BO);

    const playing = Friends.playing([ADA, BO, CY]);
    playing.join(DI, 'spectator');
    playing.move('call');
    vouch(playing, ADA);
    expect(playing.ask).toMatchObject({ for: 'move', seat: 1 });
    playing.move('call');
    expect(playing.desk.vouches).toEqual([]);
  });

  test('is not heard when the clock acts for it', () => {
    const table = Friends.playing([ADA, BO, CY]);
    table.join(DI, 'spectator');
    table.move('call');
    vouch(table, ADA);
    table.timeout();
    expect(table.desk.vouches).toHaveLength(1);
  });
});

describe('what does not count', () => {
  // Guards VOUCHES_MIN: of two players one would be a majority of the others, and could take the other's chips.
  test('one player alone, however few sit', () => {
    const table = Friends.seated([ADA, BO]);
    table.join(DI, 'spectator');
    vouch(table, ADA);
    expect(table.playerAt(1)?.device).toBe(BO);
  });

  test('half of the others', () => {
    const others = ['e'.repeat(64), 'f'.repeat(64)];
    const table = Friends.seated([ADA, BO, CY, ...others]);
    table.join(DI, 'spectator');
    vouch(table, ADA);
    vouch(table, CY);
    expect(table.playerAt(1)?.device).toBe(BO);
    vouch(table, others[0] as string);
    expect(table.playerAt(1)?.device).toBe(DI);
  });

  test('different heirs', () => {
    const table = withHeir();
    table.join(HEIR, 'spectator', 'Eve');
    vouch(table, ADA, 1, DI);
    vouch(table, CY, 1, HEIR);
    expect(table.playerAt(1)?.device).toBe(BO);
    vouch(table, CY, 1, DI);
    expect(table.playerAt(1)?.device, 'the last word counts').toBe(DI);
  });

  test('who has left since', () => {
    const table = Friends.seated([ADA, BO, CY, HEIR]);
    table.join(DI, 'spectator');
    vouch(table, ADA);
    table.say(ADA, 'LEAVE');
    vouch(table, CY);
    expect(table.playerAt(1)?.device).toBe(BO);
    table.sitDown(ADA, 0);
    vouch(table, CY);
    expect(table.playerAt(1)?.device, 'nor who has left and come back').toBe(BO);
  });

  test('what was said about who sat there before', () => {
    const table = withHeir();
    table.join(HEIR, 'player', 'Eve');
    vouch(table, ADA);
    table.say(ADA, 'KICK', { device: BO });
    expect(table.desk.vouches).toEqual([]);
    table.sitDown(HEIR, 1);
    vouch(table, CY);
    expect(table.playerAt(1)?.device).toBe(HEIR);
  });

  test('for an heir who was asked to leave meanwhile', () => {
    const table = withHeir();
    vouch(table, ADA);
    table.say(ADA, 'KICK', { device: DI });
    expect(() => vouch(table, CY)).toThrow(VOUCH_REFUSALS.noHeir);
  });

  test('a second seat for one heir', () => {
    const others = [ADA, 'e'.repeat(64), 'f'.repeat(64)];
    const table = Friends.playing([ADA, BO, CY, ...others.slice(1)]);
    table.join(DI, 'spectator');
    for (const seat of [1, 2]) for (const by of others) vouch(table, by, seat);
    for (table.serve(); table.ask.for === 'move'; table.serve()) table.timeout();
    expect(table.game.seated.map(({ device }) => device)).toEqual([ADA, DI, CY, ...others.slice(1)]);
  });
});

test('what cannot be vouched for is refused', () => {
  const table = withHeir();
  expect(() => vouch(table, BO)).toThrow(VOUCH_REFUSALS.own);
  expect(() => vouch(table, DI)).toThrow(VOUCH_REFUSALS.notSeated);
  expect(() => vouch(table, HEIR)).toThrow(VOUCH_REFUSALS.notSeated);
  expect(() => vouch(table, ADA, 5)).toThrow(VOUCH_REFUSALS.noSeat);
  expect(() => vouch(table, ADA, 1, CY)).toThrow(VOUCH_REFUSALS.noHeir);
  expect(() => vouch(table, ADA, 1, HEIR)).toThrow(VOUCH_REFUSALS.noHeir);
  expect(() => table.say(HOST, 'VOUCH', { seat: 1, device: 'Di' })).toThrow('not possible');
});
