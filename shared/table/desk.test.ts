import { describe, expect, test } from 'vitest';
import { MAX_CHIPS, parseCards } from '../poker/index.ts';
import type { Plain } from '../process/plain.ts';
import { DESK_REFUSALS, HAND_REQUESTS_MAX, REQUESTS_MAX } from './desk.ts';
import { type Account, gameSchema, type Seated } from './game.ts';
import type { Settings } from './settings.ts';
import { ADA, BO, CY, Friends } from './testing/friends.ts';
import { gameWith, HOST, Practice, SETTINGS, stackedDeck } from './testing/practice.ts';

/** A table as people use it: who sits where with how much, who is dealt in, who posts what, hand after hand. */
class Evening extends Practice {
  /** Plays the hand that is dealt to its end: everybody folds to the last. */
  foldRound(): void {
    for (this.serve(); !this.process.result; this.serve()) this.move('fold');
  }

  /** Ends this hand and deals the next. */
  next(): void {
    this.foldRound();
    this.nextHand();
    this.serve();
  }

  /** Dealing order; empty while nothing is dealt. */
  get dealtIn(): Plain {
    return this.look('hand')?.clockwise ?? [];
  }

  /** "seat kind amount", in the order in which the chips went in. */
  get posts(): string[] {
    const posts = (this.look('hand')?.posts ?? []) as { seat: number; kind: string; amount: number }[];
    return posts.map(({ seat, kind, amount }) => `${seat} ${kind} ${amount}`);
  }

  /** Where the button lies, who posted the small blind and who the big one; null: nobody. */
  get places(): (number | null)[] {
    const seatOf = (kind: string) => {
      const post = this.posts.find((post) => post.split(' ')[1] === kind);
      return post ? Number(post.split(' ')[0]) : null;
    };
    return [this.look('hand')?.button as number, seatOf('small-blind'), seatOf('big-blind')];
  }

  player(seat: number): Seated | undefined {
    const seats = this.process.result ? this.game.seated : this.look('desk')?.seats;
    return (seats as unknown as Seated[]).find((player) => player.seat === seat);
  }

  /** What a device has brought and taken away. */
  account(device: string): Pick<Account, 'boughtIn' | 'cashedOut'> | undefined {
    const accounts = this.process.result ? this.game.accounts : this.look('desk')?.accounts;
    return (accounts as unknown as Account[]).find((account) => account.device === device);
  }

  sitOut(seat: number, sitOut = true): void {
    this.say(`device${seat}`, 'SIT_OUT', { sitOut });
  }

  topUp(seat: number, amount: number): void {
    this.say(`device${seat}`, 'TOP_UP', { amount });
  }

  leave(seat: number): void {
    this.say(`device${seat}`, 'LEAVE');
  }

  choose(settings: Partial<Settings>, device = HOST): void {
    this.say(device, 'SETTINGS', { settings: { ...SETTINGS, ...settings } });
  }

  /** What is said is refused with this sentence, and nothing has changed. */
  refuses(say: () => unknown, sentence: string): void {
    const before = this.process.stateHash;
    expect(say).toThrow(sentence);
    expect(this.process.stateHash).toEqual(before);
  }
}

/** A table where these seats are taken, before its first hand. */
function opened(seats: readonly number[], settings: Partial<Settings> = {}): Evening {
  const table = new Evening({ ...gameWith(settings), paused: true });
  for (const seat of seats) table.sit(seat);
  return table;
}

/** The same with its first hand dealt. */
function dealt(seats: readonly number[], settings: Partial<Settings> = {}): Evening {
  const table = opened(seats, settings);
  table.say(HOST, 'RESUME');
  table.serve();
  return table;
}

/** Who is not malformed but has no business here is told so; the malformed is for nobody. */
const NOT_POSSIBLE = 'not possible';

describe('newcomers', () => {
  test("at a table's first hand nobody owes a post", () => {
    const table = dealt([0, 1, 2, 3]);
    expect(table.dealtIn).toEqual([1, 2, 3, 0]);
    expect(table.posts).toEqual(['1 small-blind 1', '2 big-blind 2']);
  });

  test('a newcomer posts a big blind and is dealt in', () => {
    const table = dealt([0, 2, 4]);
    table.sit(1);
    table.next();
    expect(table.places).toEqual([2, 4, 0]);
    expect(table.posts).toContain('1 missed-big-blind 2');
    expect(table.dealtIn).toEqual([4, 0, 1, 2]);
    table.next();
    expect(table.posts, 'nothing is owed any more').toHaveLength(2);
  });

  test('a newcomer between the button and the big blind waits: no free hands', () => {
    const table = dealt([0, 2, 4]);
    table.sit(3);
    table.next();
    expect(table.places).toEqual([2, 4, 0]);
    expect(table.dealtIn).toEqual([4, 0, 2]);
    table.next();
    expect(table.places).toEqual([4, 0, 2]);
    expect(table.posts).toContain('3 missed-big-blind 2');
    expect(table.dealtIn).toEqual([0, 2, 3, 4]);
  });

  test('where newcomers wait, the big blind brings them in', () => {
    const table = dealt([0, 2, 4], { newcomers: 'wait' });
    table.sit(1);
    table.next();
    expect(table.dealtIn).toEqual([4, 0, 2]);
    table.next();
    expect(table.places).toEqual([4, 0, 1]);
    expect(table.posts).toEqual(['0 small-blind 1', '1 big-blind 2']);
    expect(table.dealtIn).toEqual([0, 1, 2, 4]);
  });

  test('who sits down while the first hand is played owes a big blind as well', () => {
    const table = dealt([0, 2, 4]);
    table.sit(1);
    expect(table.player(1)?.standing).toBe('newcomer');
  });

  test('who sat out at the first hand comes in as a newcomer', () => {
    const table = opened([0, 1, 2, 3]);
    table.sitOut(1);
    table.say(HOST, 'RESUME');
    table.serve();
    expect(table.dealtIn).toEqual([2, 3, 0]);
    expect(table.player(1)?.standing).toBe('newcomer');
  });

  test('when nobody is left whom a newcomer could owe anything, all start level', () => {
    const table = dealt([0, 1]);
    table.leave(1);
    table.sit(4);
    table.next();
    expect(table.dealtIn).toEqual([4, 0]);
    expect(table.posts).toHaveLength(2);
  });
});

describe('sitting out', () => {
  test('takes no cards, from the next hand on; this hand is played to its end', () => {
    const table = dealt([0, 1, 2, 3]);
    table.sitOut(3);
    expect(table.ask).toMatchObject({ for: 'move', seat: 3 });
    table.next();
    expect(table.dealtIn).not.toContain(3);
    expect(table.player(3)?.stack).toBe(100);
  });

  test('both blinds missed: the big one is posted live, the small one dead', () => {
    const table = dealt([0, 1, 2, 3]);
    table.sitOut(3);
    table.next();
    table.next();
    expect(table.player(3)?.standing).toBe('missed-both');
    table.sitOut(3, false);
    table.next();
    expect(table.places).toEqual([0, 1, 2]);
    expect(table.posts.slice(2)).toEqual(['3 missed-big-blind 2', '3 missed-small-blind 1']);
    // The dead blind lies in the pot, the live one before its seat.
    expect(table.look('hand')?.pots).toMatchObject([{ amount: 1 }]);
    expect(table.ask).toMatchObject({ for: 'move', seat: 3 });
    table.move('check');
  });

  test('only the small blind missed: only that is owed, dead', () => {
    const table = dealt([0, 1, 2, 3]);
    table.sitOut(2);
    table.next();
    expect(table.player(2)?.standing).toBe('missed-small');
    table.sitOut(2, false);
    table.next();
    expect(table.places).toEqual([3, 0, 1]);
    expect(table.posts.slice(2)).toEqual(['2 missed-small-blind 1']);
  });

  test('who comes back before a blind has passed owes nothing', () => {
    const table = dealt([0, 1, 2, 3]);
    table.sitOut(0);
    table.sitOut(0, false);
    table.next();
    expect(table.posts).toHaveLength(2);
    expect(table.dealtIn).toContain(0);
  });

  test('where missed blinds wait, the big blind settles them', () => {
    const table = dealt([0, 1, 2, 3], { newcomers: 'wait' });
    table.sitOut(3);
    table.next();
    table.next();
    table.sitOut(3, false);
    table.next();
    expect(table.dealtIn).not.toContain(3);
    table.next();
    expect(table.places).toEqual([1, 2, 3]);
    expect(table.posts).toHaveLength(2);
  });
});

describe('sitting down', () => {
  test('two people ask for one seat: the first sits, the second is told, and takes another', () => {
    const table = opened([]);
    table.sit(2);
    const asks = { seat: 2, name: 'Bob', buyIn: 100, bot: false };
    table.refuses(() => table.say('bob', 'SIT', asks), DESK_REFUSALS.seatTaken);
    table.say('bob', 'SIT', { ...asks, seat: 3 });
    expect(table.player(2)?.device).toBe('device2');
    expect(table.player(3)?.device).toBe('bob');
  });

  test('a device has one seat', () => {
    const table = opened([0]);
    const again = { seat: 1, name: 'P0', buyIn: 100, bot: false };
    table.refuses(() => table.say('device0', 'SIT', again), DESK_REFUSALS.seated);
  });

  test('a buy-in is within the limits of the table', () => {
    const table = opened([]);
    for (const buyIn of [39, 201, 1, MAX_CHIPS])
      table.refuses(() => table.sit(0, buyIn), DESK_REFUSALS.buyIn);
    for (const buyIn of [0, -40, 40.5, MAX_CHIPS + 1]) table.refuses(() => table.sit(0, buyIn), NOT_POSSIBLE);
    table.sit(0, 40);
    table.sit(1, 200);
  });

  test('a seat is one of the table', () => {
    const table = opened([]);
    table.refuses(() => table.sit(6), DESK_REFUSALS.noSuchSeat);
    for (const seat of [-1, 10, 0.5]) table.refuses(() => table.sit(seat), NOT_POSSIBLE);
    table.sit(5);
  });

  test('a name is one line of letters that can be seen', () => {
    const table = opened([]);
    const names = [
      '',
      'a'.repeat(25),
      'two\nlines',
      'null\0',
      'right\u202Eleft',
      'zero\u200Bwidth',
      '  ',
      'all {12}',
    ];
    for (const name of names) table.refuses(() => table.sit(0, 100, { name }), NOT_POSSIBLE);
    table.sit(0, 100, { name: 'Zoë van der Ölçüm' });
    table.sit(1, 100, { name: '李' });
  });

  test('who has no seat can ask for nothing but one', () => {
    const table = dealt([0, 1, 2]);
    const requests: [string, { [key: string]: Plain }][] = [
      ['LEAVE', {}],
      ['SIT_OUT', { sitOut: true }],
      ['STRADDLE', { straddle: true }],
      ['TOP_UP', { amount: 10 }],
    ];
    for (const [kind, rest] of requests) {
      table.refuses(() => table.say('stranger', kind, rest), DESK_REFUSALS.notSeated);
    }
  });
});

describe('leaving', () => {
  test('between hands: at once, with the stack', () => {
    const table = opened([0, 1]);
    table.leave(1);
    expect(table.player(1)).toBeUndefined();
    expect(table.account('device1')).toMatchObject({ boughtIn: 100, cashedOut: 100 });
    table.sit(1, 60, { name: 'Another' });
  });

  test('in a hand: when the hand is over, with what it left; until then nothing else can be asked for', () => {
    const table = dealt([0, 1, 2]);
    table.leave(1);
    expect(table.player(1)?.stack, 'T5').toBe(100);
    expect(table.account('device1')).toMatchObject({ cashedOut: 0 });
    for (const say of [
      () => table.leave(1),
      () => table.sitOut(1),
      () => table.topUp(1, 10),
      () => table.say('device1', 'STRADDLE', { straddle: true }),
    ]) {
      table.refuses(say, DESK_REFUSALS.leaving);
    }
    table.refuses(() => table.say('bob', 'SIT', { seat: 1, name: 'Bob', buyIn: 100, bot: false }), 'taken');
    table.foldRound();
    expect(table.player(1)).toBeUndefined();
    expect(table.account('device1')).toMatchObject({ boughtIn: 100, cashedOut: 99 });
  });

  test('who is not in the hand need not wait for its end', () => {
    const table = opened([0, 1, 2]);
    table.sitOut(2);
    table.say(HOST, 'RESUME');
    table.serve();
    table.leave(2);
    expect(table.player(2)).toBeUndefined();
    table.sit(2);
    table.foldRound();
    expect(table.player(2)?.stack).toBe(100);
  });

  test('all leave at once: the last one standing takes the pot along', () => {
    const table = dealt([0, 1, 2]);
    for (const seat of [2, 0, 1]) table.leave(seat);
    table.foldRound();
    expect(table.game.seated).toEqual([]);
    const taken = table.game.accounts.map(({ cashedOut }) => cashedOut);
    expect(taken).toEqual([100, 99, 101]);
  });
});

describe('chips', () => {
  test('a top-up between hands is done at once, up to the maximum', () => {
    const table = opened([0, 1]);
    table.refuses(() => table.topUp(0, 101), DESK_REFUSALS.topUp);
    table.topUp(0, 100);
    expect(table.player(0)?.stack).toBe(200);
    expect(table.account('device0')).toMatchObject({ boughtIn: 200 });
    table.refuses(() => table.topUp(0, 1), DESK_REFUSALS.topUp);
    for (const amount of [0, -5, 1.5]) table.refuses(() => table.topUp(1, amount), NOT_POSSIBLE);
  });

  test('a top-up asked for in a hand is done at its end, up to the maximum', () => {
    const table = dealt([0, 1, 2]);
    table.topUp(0, 30);
    table.topUp(2, 500);
    expect(table.player(0)?.stack, 'T5').toBe(100);
    expect(table.account('device0')).toMatchObject({ boughtIn: 100 });
    const round = table.look('street')?.round as { seats: { seat: number; stack: number; bet: number }[] };
    expect(round.seats.every(({ stack, bet }) => stack + bet === 100)).toBe(true);
    table.foldRound();
    expect(table.player(0)?.stack).toBe(130);
    expect(table.player(2)?.stack, 'it won the blinds and is filled up').toBe(200);
    expect(table.account('device2')).toMatchObject({ boughtIn: 199 });
  });

  test('a stack above the maximum stays as it is: nothing is added, nothing taken off', () => {
    const table = dealt([0, 1], { maxBuyIn: 100 });
    table.topUp(1, 50);
    table.foldRound();
    expect(table.player(1)?.stack).toBe(101);
    table.nextHand();
    table.serve();
    expect(table.player(1)?.stack).toBe(101);
  });

  test('who has lost everything is dealt no cards, and buys in again like anybody', () => {
    const table = opened([0, 1]);
    // Kings for seat 1, aces for seat 0, and a board that helps nobody.
    table.deck = stackedDeck(parseCards('Ks As Kh Ah 2c 3d 4h 6s 7c') ?? []);
    table.say(HOST, 'RESUME');
    table.move('raise', 100);
    table.move('call');
    table.serve();
    const broke = 1;
    expect(table.player(broke)?.stack).toBe(0);
    table.nextHand();
    table.serve();
    expect(table.dealtIn).toEqual([]);
    table.refuses(() => table.topUp(broke, 39), DESK_REFUSALS.buyIn);
    table.refuses(() => table.topUp(broke, 201), DESK_REFUSALS.topUp);
    table.topUp(broke, 40);
    table.serve();
    expect(table.dealtIn).toHaveLength(2);
    expect(table.account(`device${broke}`)).toMatchObject({ boughtIn: 140, cashedOut: 0 });
  });

  test('the ledger: whoever comes, goes, wins and buys again, the accounts say who owes what', () => {
    const table = dealt([0, 1, 2]);
    table.topUp(0, 50);
    table.leave(2);
    table.next();
    table.sit(2, 60, { name: 'P2 again' });
    table.leave(1);
    table.foldRound();
    const { accounts, seated } = table.game;
    const on = (device: string) => seated.find((player) => player.device === device)?.stack ?? 0;
    expect(accounts.map(({ device, boughtIn }) => [device, boughtIn])).toEqual([
      ['device0', 150],
      ['device1', 100],
      ['device2', 160],
    ]);
    const won = accounts.map(({ device, boughtIn, cashedOut }) => cashedOut + on(device) - boughtIn);
    expect(won.reduce((sum, amount) => sum + amount, 0)).toBe(0);
  });

  test('a table never holds more chips than it can count', () => {
    const table = opened([], { minBuyIn: 2, maxBuyIn: MAX_CHIPS });
    table.sit(0, MAX_CHIPS - 10);
    table.refuses(() => table.sit(1, 11), DESK_REFUSALS.tooMany);
    table.sit(1, 4);
    table.refuses(() => table.topUp(1, 7), DESK_REFUSALS.tooMany);
    table.leave(0);
    table.refuses(() => table.sit(0, 7), DESK_REFUSALS.tooMany);
    table.sit(2, 3);
    table.say(HOST, 'RESUME');
    table.topUp(1, MAX_CHIPS);
    table.foldRound();
    const boughtIn = table.game.accounts.reduce((sum, account) => sum + account.boughtIn, 0);
    expect(boughtIn, 'the top-up at the end of the hand is cut to what is left').toBe(MAX_CHIPS);
    expect(gameSchema.safeParse(table.game).success).toBe(true);
  });
});

describe('settings', () => {
  test('take effect with the next hand', () => {
    const table = dealt([0, 1, 2]);
    table.choose({ smallBlind: 5, bigBlind: 10, anteRule: 'each', ante: 1, actionClockMs: 10_000 });
    expect(table.look('hand')).toMatchObject({ bigBlind: 2 });
    expect(table.look('desk')?.settings).toMatchObject({ bigBlind: 2 });
    table.refuses(() => table.move('raise', 3), 'minimum');
    table.next();
    expect(table.posts.map((post) => post.slice(2))).toEqual([
      'ante 1',
      'ante 1',
      'ante 1',
      'small-blind 5',
      'big-blind 10',
    ]);
    expect(table.look('desk')).toMatchObject({ nextSettings: null });
    const { startMs, clockEndsMs } = table.look('turn') as { startMs: number; clockEndsMs: number };
    expect(clockEndsMs - startMs).toBe(10_000);
  });

  test('of two choices the later counts', () => {
    const table = dealt([0, 1]);
    table.choose({ bigBlind: 4 });
    table.choose({ bigBlind: 6 });
    table.next();
    expect(table.look('hand')).toMatchObject({ bigBlind: 6 });
  });

  test('how newcomers come in is among them', () => {
    const table = dealt([0, 2, 4]);
    table.sit(1);
    table.choose({ newcomers: 'wait' });
    table.next();
    expect(table.dealtIn).toEqual([4, 0, 2]);
  });

  test('chosen while too few sit, they wait for the hand that is dealt', () => {
    const table = opened([0]);
    table.choose({ bigBlind: 8, minBuyIn: 80 });
    table.say(HOST, 'RESUME');
    table.sit(1, 40);
    table.serve();
    expect(table.places[2]).toBe(1);
    expect(table.posts).toContain('1 big-blind 8');
  });

  test('that contradict each other are refused with a sentence', () => {
    const table = opened([]);
    const wrong: [Partial<Settings>, string][] = [
      [{ smallBlind: 3 }, 'small blind is larger'],
      [{ minBuyIn: 201 }, 'smallest buy-in is larger'],
      [{ minBuyIn: 1 }, 'at least one big blind'],
      [{ anteRule: 'each' }, 'An ante is at least one chip'],
      [{ bombPotEvery: 3 }, 'bomb pot needs an ante'],
    ];
    for (const [settings, sentence] of wrong) table.refuses(() => table.choose(settings), sentence);
    for (const settings of [{ maxSeats: 1 }, { maxSeats: 11 }, { bigBlind: 0 }, { actionClockMs: 1 }]) {
      table.refuses(() => table.choose(settings), NOT_POSSIBLE);
    }
  });
});

describe('the opener', () => {
  test('alone chooses settings, pauses and resumes', () => {
    const table = dealt([0, 1]);
    for (const device of ['device0', 'stranger']) {
      table.refuses(() => table.choose({}, device), DESK_REFUSALS.notOpener);
      table.refuses(() => table.say(device, 'PAUSE'), DESK_REFUSALS.notOpener);
      table.refuses(() => table.say(device, 'RESUME'), DESK_REFUSALS.notOpener);
    }
    table.choose({});
    table.say(HOST, 'PAUSE');
    table.say(HOST, 'RESUME');
  });

  test('is no player for that: an opener without a seat cannot top up', () => {
    const table = dealt([0, 1]);
    table.refuses(() => table.say(HOST, 'TOP_UP', { amount: 1 }), DESK_REFUSALS.notSeated);
  });

  test('pauses the table: no hand is dealt until it goes on, though the one before has ended', () => {
    const table = dealt([0, 1]);
    table.move('fold');
    table.say(HOST, 'PAUSE');
    for (const seat of [0, 1]) table.say(`device${seat}`, 'SKIP');
    expect(table.game.paused).toBe(true);
    table.nextHand();
    table.serve();
    expect(table.dealtIn).toEqual([]);
    table.say(HOST, 'RESUME');
    table.serve();
    expect(table.dealtIn).toHaveLength(2);
  });
});

describe('the straddle', () => {
  const straddles = (table: Evening, seat: number, straddle = true) =>
    table.say(`device${seat}`, 'STRADDLE', { straddle });

  test('is posted by the player left of the big blind who has chosen to, and by nobody else', () => {
    const table = opened([0, 1, 2, 3], { straddle: true });
    for (const seat of [0, 3]) straddles(table, seat);
    table.say(HOST, 'RESUME');
    table.serve();
    expect(table.places).toEqual([0, 1, 2]);
    expect(table.posts).toContain('3 straddle 4');
    expect(table.ask, 'the straddle acts last').toMatchObject({ seat: 0 });
    table.next();
    expect(table.places).toEqual([1, 2, 3]);
    expect(table.posts).toContain('0 straddle 4');
    table.next();
    expect(table.places).toEqual([2, 3, 0]);
    expect(table.posts, 'seat 1 has not chosen to').toHaveLength(2);
  });

  test('can be given up again', () => {
    const table = opened([0, 1, 2, 3], { straddle: true });
    straddles(table, 3);
    straddles(table, 3, false);
    table.say(HOST, 'RESUME');
    table.serve();
    expect(table.posts).toHaveLength(2);
  });

  test('needs the setting, and three players', () => {
    for (const [seats, straddle] of [
      [[0, 1, 2, 3], false],
      [[0, 1], true],
    ] as const) {
      const table = opened(seats, { straddle });
      for (const seat of seats) straddles(table, seat);
      table.say(HOST, 'RESUME');
      table.serve();
      expect(table.posts).toHaveLength(2);
    }
  });
});

describe('the button', () => {
  /** Seat 1 leaves in hand 1, seat 3 in hand 3: [button, small blind, big blind] of six hands. */
  function places(buttonRule: Settings['buttonRule']): (number | null)[][] {
    const table = dealt([0, 1, 2, 3, 4], { buttonRule });
    const seen = [table.places];
    for (const hand of [1, 2, 3, 4, 5]) {
      if (hand === 1) table.leave(1);
      if (hand === 3) table.leave(3);
      table.next();
      seen.push(table.places);
    }
    return seen;
  }

  test('moving: goes to the next player; a player may skip a blind', () => {
    expect(places('moving')).toEqual([
      [0, 1, 2],
      [2, 3, 4],
      [3, 4, 0],
      [4, 0, 2],
      [0, 2, 4],
      [2, 4, 0],
    ]);
  });

  test('dead: the big blind goes to the next player; button and small blind may lie at an empty seat', () => {
    expect(places('dead')).toEqual([
      [0, 1, 2],
      // Seat 1 is empty: its button is dead.
      [1, 2, 3],
      [2, 3, 4],
      // Seat 3 is empty: so is its button.
      [3, 4, 0],
      [4, 0, 2],
      [0, 2, 4],
    ]);
  });

  test('dead: nobody posts the small blind where the big blind has left', () => {
    const table = dealt([0, 1, 2, 3], { buttonRule: 'dead' });
    table.leave(2);
    table.next();
    expect(table.places).toEqual([1, null, 3]);
    table.next();
    expect(table.places).toEqual([2, 3, 0]);
  });

  test('who sits out holds no button', () => {
    const table = dealt([0, 1, 2, 3]);
    table.sitOut(1);
    table.next();
    expect(table.places).toEqual([2, 3, 0]);
  });

  test('three become two: nobody posts the big blind twice running', () => {
    for (const buttonRule of ['moving', 'dead'] as const) {
      for (const gone of [0, 1, 2]) {
        for (const goes of ['leaves', 'sits out'] as const) {
          const table = dealt([0, 1, 2], { buttonRule });
          const before = table.places[2];
          if (goes === 'leaves') table.leave(gone);
          else table.sitOut(gone);
          table.next();
          const [button, small, big] = table.places;
          const name = `${buttonRule}, ${gone} ${goes}`;
          expect(big, name).not.toBe(before);
          expect(button, name).toBe(small);
          table.next();
          expect(table.places, `${name}: then they take turns`).toEqual([big, big, small]);
        }
      }
    }
  });

  test('two become three: nobody posts the big blind twice running', () => {
    for (const buttonRule of ['moving', 'dead'] as const) {
      for (const comes of [1, 3, 5]) {
        const table = dealt([0, 2], { buttonRule });
        const before = table.places[2];
        table.sit(comes);
        table.next();
        expect(table.places[2], `${buttonRule}, ${comes}`).not.toBe(before);
      }
    }
  });
});

describe('bots', () => {
  const withBots = (people: readonly number[], bots: readonly number[]) => {
    const table = opened(people);
    for (const seat of bots) table.sit(seat, 100, { bot: true });
    table.say(HOST, 'RESUME');
    table.serve();
    return table;
  };

  test('wait while no person is ready, and go on when one is', () => {
    const table = withBots([0], [2, 4]);
    expect(table.dealtIn).toHaveLength(3);
    table.sitOut(0);
    table.next();
    expect(table.dealtIn).toEqual([]);
    table.sitOut(0, false);
    table.serve();
    expect(table.dealtIn).toHaveLength(3);
  });

  test('wait while the only person is out of chips', () => {
    const table = withBots([0], [1]);
    table.leave(0);
    table.next();
    expect(table.dealtIn).toEqual([]);
    table.sit(0);
    table.serve();
    expect(table.dealtIn).toHaveLength(2);
  });

  test('never play by themselves', () => {
    expect(withBots([], [0, 1, 2]).dealtIn).toEqual([]);
  });
});

test('many requests without a deal close the hand by checkpoint, and the table goes on', () => {
  const table = opened([0, 1]);
  for (let requests = 2; requests < REQUESTS_MAX; requests++) {
    expect(table.process.result).toBeNull();
    table.sitOut(1, requests % 2 === 1);
  }
  expect(table.game).toMatchObject({ dealt: 0, paused: true, rotation: null });
  expect(table.game.seated.map(({ seat, stack }) => [seat, stack])).toEqual([
    [0, 100],
    [1, 100],
  ]);
  table.nextHand();
  table.sitOut(1, false);
  table.say(HOST, 'RESUME');
  table.serve();
  expect(table.dealtIn).toHaveLength(2);
  expect(table.posts, 'it is still the first hand').toHaveLength(2);
});

test('many requests during a hand do not end it', () => {
  const table = dealt([0, 1, 2]);
  for (let requests = 0; requests <= REQUESTS_MAX; requests++) table.sitOut(1, requests % 2 === 0);
  expect(table.process.result).toBeNull();
  table.foldRound();
  expect(table.game.dealt).toBe(1);
});

// Guards: one device that asks without end cannot make a hand's journal longer than others accept.
test('so many requests in one hand, and only the host and the opener are heard until it is over', () => {
  const table = Friends.playing([ADA, BO, CY]);
  const asked = Number(table.look('desk')?.requests);
  for (let at = asked; at < HAND_REQUESTS_MAX; at++) table.say(BO, 'SIT_OUT', { sitOut: at % 2 === 0 });
  const before = table.process.stateHash;
  expect(() => table.say(BO, 'SIT_OUT', { sitOut: false })).toThrow(DESK_REFUSALS.crowded);
  expect(() => table.say(CY, 'LEAVE')).toThrow(DESK_REFUSALS.crowded);
  expect(table.process.stateHash).toEqual(before);
  expect(() => table.say(BO, 'PAUSE'), 'what is refused anyhow has its own sentence').toThrow(
    DESK_REFUSALS.notOpener,
  );
  table.say(HOST, 'VOTERS', { remove: CY });
  table.say(ADA, 'KICK', { device: BO });
  table.foldRound();
  expect(table.game.dealt).toBe(1);
});

describe('among friends', () => {
  test('a table is not paused at first: it waits for two players who vote', () => {
    const table = new Friends();
    expect(table.look('desk')?.paused).toBe(false);
  });

  test('whoever sits can let a paused table go on while its opener votes no more', () => {
    const table = Friends.seated([ADA, BO]);
    table.join(CY, 'spectator');
    expect(() => table.say(BO, 'RESUME')).toThrow(DESK_REFUSALS.notOpener);
    table.say(HOST, 'VOTERS', { remove: ADA });
    expect(() => table.say(CY, 'RESUME'), 'without a seat').toThrow(DESK_REFUSALS.notOpener);
    expect(() => table.say(BO, 'PAUSE')).toThrow(DESK_REFUSALS.notOpener);
    table.say(BO, 'RESUME');
    expect(table.look('desk')?.paused).toBe(false);
  });

  test('the host alone makes the stand-in deck', () => {
    const friends = Friends.seated([ADA, BO]);
    friends.say(ADA, 'RESUME');
    expect(friends.ask.for).toBe('deck');
    const commitments = new Uint8Array(52 * 32);
    expect(() => friends.say(ADA, 'STAND_IN_DECK', { commitments })).toThrow(NOT_POSSIBLE);
    friends.say(HOST, 'STAND_IN_DECK', { commitments });
    expect(friends.ask.for).toBe('move');
  });

  test('a face that was not committed to is not opened', () => {
    const table = Friends.playing([ADA, BO]);
    table.move('call');
    table.move('check');
    const { ask } = table;
    if (ask.for !== 'board') throw new Error(ask.for);
    const cards = table.opened(ask.places) as { index: number; card: number; proof: Uint8Array }[];
    const others = cards.map(({ index, card, proof }) => ({ index, card: (card + 1) % 52, proof }));
    expect(() => table.say(HOST, 'FACES', { cards: others })).toThrow('not the one');
    table.say(HOST, 'FACES', { cards });
  });
});
