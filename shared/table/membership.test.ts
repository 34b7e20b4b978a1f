import { describe, expect, test } from 'vitest';
import { seededDeck } from '../deck/seededDeck.ts';
import { toHex } from '../process/hash.ts';
import type { Plain } from '../process/plain.ts';
import { carriedGame } from './carryOn.ts';
import { DESK_REFUSALS } from './desk.ts';
import { type Game, newGame } from './game.ts';
import { MEMBER_REFUSALS } from './membership.ts';
import { HOST, Practice, SETTINGS, stackedDeck } from './testing/practice.ts';
import { VOUCH_REFUSALS } from './vouches.ts';

const id = (letter: string) => letter.repeat(64);
const [ADA, BO, CY, DI] = [id('a'), id('b'), id('c'), id('d')];
const KEY = new Uint8Array(32).fill(7);
const SEED = new Uint8Array(32).fill(9);

/** A friends' table that Ada opened; its host may be anybody. */
class Friends extends Practice {
  constructor(game: Game = newGame(ADA, SETTINGS, { name: 'Ada', avatar: 1, practice: false })) {
    super(game, seededDeck(SEED));
  }

  invite(admission: 'ask' | 'auto' = 'auto'): void {
    this.say(ADA, 'INVITE', { key: toHex(KEY), admission });
  }

  join(device: string, name: string, role = 'player'): void {
    this.say(device, 'JOIN', { name, avatar: 2, role, invite: KEY, proof: new Uint8Array(64) });
  }

  sitAt(seat: number, device: string, name: string): void {
    this.say(device, 'SIT', { seat, name, buyIn: 100, bot: false });
  }

  get members() {
    return this.look('desk')?.members as { device: string; name: string; role: string; state: string }[];
  }

  get voters() {
    return this.look('desk')?.voters as string[];
  }

  get seats() {
    return this.look('desk')?.seats as { seat: number; device: string; stack: number; name: string }[];
  }

  /** Ada, Bo and Cy sit; a hand is being played. */
  static threePlaying(): Friends {
    const table = new Friends();
    table.invite();
    table.sitAt(0, ADA, 'Ada');
    for (const [seat, device, name] of [
      [1, BO, 'Bo'],
      [2, CY, 'Cy'],
    ] as const) {
      table.join(device, name);
      table.sitAt(seat, device, name);
    }
    table.say(HOST, 'VOTERS', { add: CY });
    // With Cy two can play: Bo is let in with the next hand.
    table.say(HOST, 'DECK_SEED', { seed: SEED });
    return table;
  }
}

describe('coming in', () => {
  test('by an open invite: at once, or after the opener said so', () => {
    const table = new Friends();
    table.invite('auto');
    table.join(BO, 'Bo');
    expect(table.members[1]).toMatchObject({ device: BO, state: 'in', role: 'player' });
    table.say(ADA, 'INVITE', { key: toHex(KEY), admission: 'ask' });
    table.join(CY, 'Cy', 'spectator');
    expect(table.members[2]).toMatchObject({ device: CY, state: 'asked' });
    expect(() => table.sitAt(2, CY, 'Cy')).toThrow(MEMBER_REFUSALS.notMember);
    expect(() => table.say(BO, 'ADMIT', { device: CY, admit: true })).toThrow(MEMBER_REFUSALS.notOpener);
    table.say(ADA, 'ADMIT', { device: CY, admit: true });
    expect(table.members[2]?.state).toBe('in');
    expect(() => table.sitAt(2, CY, 'Cy')).toThrow(MEMBER_REFUSALS.spectator);
  });

  test('who is turned away may ask again; who was asked to leave may not', () => {
    const table = new Friends();
    table.invite('ask');
    table.join(BO, 'Bo');
    table.say(ADA, 'ADMIT', { device: BO, admit: false });
    table.join(BO, 'Bo');
    table.say(ADA, 'KICK', { device: BO });
    expect(() => table.join(BO, 'Bo')).toThrow(MEMBER_REFUSALS.excluded);
  });

  test('without an open invite nobody comes in', () => {
    const table = new Friends();
    expect(() => table.join(BO, 'Bo')).toThrow(MEMBER_REFUSALS.noInvite);
    table.invite();
    table.say(ADA, 'INVITE_END', { key: toHex(KEY) });
    expect(() => table.join(BO, 'Bo')).toThrow(MEMBER_REFUSALS.noInvite);
  });

  test.each([
    ['10,000 characters', 'x'.repeat(10_000)],
    ['control characters', 'Bo\u0000'],
    ['a change of direction', 'Bo\u202eoB'],
    ['braces', '{100}'],
    ['nothing to see', '   '],
  ])('a name of %s is not taken', (_, name) => {
    const table = new Friends();
    table.invite();
    expect(() => table.join(BO, name)).toThrow();
    expect(table.members).toHaveLength(1);
  });

  test('two members have two names', () => {
    const table = new Friends();
    table.invite();
    expect(() => table.join(BO, 'Ada')).toThrow(MEMBER_REFUSALS.nameTaken);
  });

  test('so many devices and no more', () => {
    const table = new Friends();
    table.invite();
    const device = (at: number) => at.toString(16).padStart(64, '0');
    for (let at = 1; at < 64; at++) table.join(device(at), `P${at}`);
    expect(() => table.join(device(64), 'P64')).toThrow(MEMBER_REFUSALS.full);
  });

  test('bots and strangers have no seat among friends', () => {
    const table = new Friends();
    expect(() => table.sitAt(1, BO, 'Bo')).toThrow(MEMBER_REFUSALS.notMember);
    expect(() => table.say(ADA, 'SIT', { seat: 0, name: 'Ada', buyIn: 100, bot: true })).toThrow(
      MEMBER_REFUSALS.notMember,
    );
    expect(() => table.say(ADA, 'SIT', { seat: 0, name: 'Eve', buyIn: 100, bot: false })).toThrow(
      MEMBER_REFUSALS.notMember,
    );
  });

  test('a practice table has no door', () => {
    const table = new Practice(newGame(HOST, SETTINGS, { name: 'Host', avatar: 0, practice: true }));
    expect(() => table.say(HOST, 'INVITE', { key: toHex(KEY), admission: 'auto' })).toThrow(
      MEMBER_REFUSALS.practice,
    );
  });
});

describe('voters', () => {
  test('a player is dealt in only once its device votes', () => {
    const table = new Friends();
    table.invite();
    table.join(BO, 'Bo');
    table.sitAt(0, ADA, 'Ada');
    table.sitAt(1, BO, 'Bo');
    expect(table.look('hand')).toBeUndefined();
    table.say(HOST, 'VOTERS', { add: BO });
    expect(table.look('hand')?.clockwise).toEqual([1, 0]);
  });

  test('none is added while cards are out; one is when the result stands', () => {
    const table = Friends.threePlaying();
    expect(() => table.say(HOST, 'VOTERS', { add: BO })).toThrow(MEMBER_REFUSALS.voter);
    for (let turn = 1; table.look('result') === undefined; turn++) {
      const seat = table.ask.for === 'move' ? table.ask.seat : -1;
      table.say(seat === 0 ? ADA : CY, 'MOVE', { hand: 1, turn, action: 'fold', amount: 0 });
    }
    table.say(HOST, 'VOTERS', { add: BO });
    expect(table.voters).toEqual([ADA, CY, BO]);
  });

  test('only the host says so, one change at a time, of somebody who sits; the last voter stays', () => {
    const table = new Friends();
    table.invite();
    table.join(BO, 'Bo');
    expect(() => table.say(ADA, 'VOTERS', { add: BO })).toThrow();
    expect(() => table.say(HOST, 'VOTERS', { add: BO })).toThrow(MEMBER_REFUSALS.voter);
    expect(() => table.say(HOST, 'VOTERS', { add: DI })).toThrow(MEMBER_REFUSALS.voter);
    expect(() => table.say(HOST, 'VOTERS', { remove: ADA })).toThrow(MEMBER_REFUSALS.lastVoter);
    expect(() => table.say(HOST, 'VOTERS', { remove: BO })).toThrow(MEMBER_REFUSALS.voter);
    expect(() => table.say(HOST, 'VOTERS', {})).toThrow(MEMBER_REFUSALS.voter);
  });

  test('witnesses stay fewer than the seated', () => {
    const table = new Friends();
    table.invite();
    table.sitAt(0, ADA, 'Ada');
    table.join(CY, 'Cy', 'witness');
    expect(() => table.say(HOST, 'VOTERS', { add: CY })).toThrow(MEMBER_REFUSALS.voter);
    table.join(BO, 'Bo');
    table.sitAt(1, BO, 'Bo');
    expect(() => table.say(HOST, 'VOTERS', { add: CY })).toThrow(MEMBER_REFUSALS.voter);
  });
});

describe('leaving', () => {
  test('who is asked to leave in a hand folds and goes at its end, with the chips', () => {
    const table = Friends.threePlaying();
    table.say(ADA, 'KICK', { device: CY });
    expect(table.look('desk')?.leaving).toEqual([2]);
    for (let turn = 1; table.look('result') === undefined; turn++) {
      const seat = table.ask.for === 'move' ? table.ask.seat : -1;
      table.say(seat === 0 ? ADA : CY, 'MOVE', { hand: 1, turn, action: 'fold', amount: 0 });
    }
    table.timeout();
    expect(table.game.seated.map(({ device }) => device)).not.toContain(CY);
    expect(table.game.accounts.find(({ device }) => device === CY)?.cashedOut).toBeGreaterThan(0);
  });

  test('the opener stays', () => {
    const table = new Friends();
    expect(() => table.say(ADA, 'KICK', { device: ADA })).toThrow(MEMBER_REFUSALS.opener);
    expect(() => table.say(ADA, 'KICK', { device: BO })).toThrow(MEMBER_REFUSALS.nobody);
  });
});

describe('a lost device', () => {
  function withHeir(): Friends {
    const table = new Friends();
    table.invite();
    table.say(ADA, 'PAUSE');
    for (const [seat, device, name] of [
      [1, BO, 'Bo'],
      [2, CY, 'Cy'],
    ] as const) {
      table.join(device, name);
      table.sitAt(seat, device, name);
    }
    table.sitAt(0, ADA, 'Ada');
    table.join(DI, 'Di', 'spectator');
    return table;
  }

  test('loses its seat to another once a majority of the others says so', () => {
    const table = withHeir();
    table.say(ADA, 'VOUCH', { seat: 1, device: DI });
    expect(table.seats.find(({ seat }) => seat === 1)?.device).toBe(BO);
    table.say(CY, 'VOUCH', { seat: 1, device: DI });
    expect(table.seats.find(({ seat }) => seat === 1)).toMatchObject({ device: DI, name: 'Di', stack: 100 });
    expect(table.members.find(({ device }) => device === BO)?.role).toBe('spectator');
    const accounts = table.look('desk')?.accounts as unknown as { device: string; boughtIn: number }[];
    expect(accounts.find(({ device }) => device === DI)?.boughtIn).toBe(100);
    expect(accounts.some(({ device }) => device === BO)).toBe(false);
  });

  test('keeps it when it is heard again', () => {
    const table = withHeir();
    table.say(ADA, 'VOUCH', { seat: 1, device: DI });
    table.say(BO, 'SIT_OUT', { sitOut: false });
    table.say(CY, 'VOUCH', { seat: 1, device: DI });
    expect(table.seats.find(({ seat }) => seat === 1)?.device).toBe(BO);
  });

  test('what cannot be vouched for is refused', () => {
    const table = withHeir();
    expect(() => table.say(BO, 'VOUCH', { seat: 1, device: DI })).toThrow(VOUCH_REFUSALS.own);
    expect(() => table.say(DI, 'VOUCH', { seat: 1, device: DI })).toThrow(VOUCH_REFUSALS.notSeated);
    expect(() => table.say(ADA, 'VOUCH', { seat: 5, device: DI })).toThrow(VOUCH_REFUSALS.noSeat);
    expect(() => table.say(ADA, 'VOUCH', { seat: 1, device: CY })).toThrow(VOUCH_REFUSALS.noHeir);
  });
});

describe('carrying on', () => {
  test('those who are missing are cashed out, and no chip is lost', () => {
    const table = new Friends();
    table.invite();
    table.say(ADA, 'PAUSE');
    table.sitAt(0, ADA, 'Ada');
    table.join(BO, 'Bo');
    table.sitAt(1, BO, 'Bo');
    const look = table.look('desk') as { [field: string]: Plain };
    const game = {
      ...newGame(ADA, SETTINGS, { name: 'Ada', avatar: 1, practice: false }),
      ...{ voters: [ADA, BO], members: look.members, seated: look.seats, accounts: look.accounts },
    } as unknown as Plain;
    const carried = carriedGame(game, ADA, [BO]);
    expect(carried.voters).toEqual([ADA]);
    expect(carried.seated.map(({ device }) => device)).toEqual([ADA]);
    expect(carried.accounts.find(({ device }) => device === BO)).toMatchObject({
      boughtIn: 100,
      cashedOut: 100,
    });
  });
});

test('among friends only a seed makes a deck, at a practice table only commitments', () => {
  const friends = Friends.threePlaying();
  expect(friends.look('hand')?.seed).toEqual(SEED);
  const practice = new Practice(
    { ...newGame(HOST, SETTINGS, { name: 'Host', avatar: 0, practice: true }), paused: false },
    stackedDeck(),
  );
  practice.sit(0);
  practice.sit(1);
  expect(() => practice.say(HOST, 'DECK_SEED', { seed: SEED })).toThrow();
});

test('the opener being gone, whoever sits can resume', () => {
  const table = new Friends();
  table.invite();
  table.sitAt(0, ADA, 'Ada');
  table.join(BO, 'Bo');
  table.sitAt(1, BO, 'Bo');
  table.say(ADA, 'PAUSE');
  table.say(HOST, 'VOTERS', { add: BO });
  expect(() => table.say(BO, 'RESUME')).toThrow(DESK_REFUSALS.notOpener);
  table.say(HOST, 'VOTERS', { remove: ADA });
  table.say(BO, 'RESUME');
  expect(table.look('desk')?.paused).toBe(false);
});
