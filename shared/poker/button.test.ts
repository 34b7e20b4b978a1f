import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ButtonRule,
  bombPotPositions,
  nextPositions,
  type Positions,
  type PositionsInput,
  type Rotation,
  type Standing,
  type WaitingSeat,
} from './button.ts';
import { isBetween, MAX_SEATS, type Seat } from './seats.ts';

const place = (button: Seat, smallBlind: Seat, bigBlind: Seat): Rotation => ({
  button,
  smallBlind,
  bigBlind,
});

/** Ready seats, except as the changes say. */
const seated = (seats: Seat[], changes: { [seat: Seat]: Partial<WaitingSeat> } = {}): WaitingSeat[] =>
  seats.map((seat) => ({ seat, ready: true, standing: 'paid-up', entry: 'post', ...changes[seat] }));

const next = (rule: ButtonRule, previous: Rotation | null, seats: WaitingSeat[], firstButton: Seat = 0) =>
  nextPositions({ rule, previous, firstButton, seats }) as Positions;

const markers = ({ button, smallBlind, bigBlind }: Positions) => [button, smallBlind, bigBlind];
const standingOf = ({ standings }: Positions, seat: Seat) =>
  standings.find((entry) => entry.seat === seat)?.standing;

const away = { ready: false };
const newcomer = { standing: 'newcomer' } as const;
const waiting = { standing: 'newcomer', entry: 'wait' } as const;

test('button moves: at the first hand the blinds are the two seats left of the given button', () => {
  const hand = next('moving', null, seated([0, 2, 5, 7]), 5);
  expect(markers(hand)).toEqual([5, 7, 0]);
  expect(hand.dealtIn).toEqual([7, 0, 2, 5]);
});

test("newcomers: at a table's first hand nobody owes a post", () => {
  const hand = next('moving', null, seated([0, 1, 2, 3], { 1: newcomer, 3: waiting }), 0);
  expect(hand.dealtIn).toEqual([1, 2, 3, 0]);
  expect(hand.owed).toEqual([]);
  expect(hand.standings.every(({ standing }) => standing === 'paid-up')).toBe(true);
});

test('who is away at the first hand comes in later as a newcomer', () => {
  const hand = next('moving', null, seated([0, 1, 2, 3], { 2: away }), 0);
  expect(markers(hand)).toEqual([0, 1, 3]);
  expect(standingOf(hand, 2)).toBe('newcomer');
});

test('a first button that is not ready passes to the next seat that is', () => {
  expect(markers(next('moving', null, seated([0, 1, 2, 3], { 1: away }), 1))).toEqual([2, 3, 0]);
});

test('heads-up: the button posts the small blind and is dealt last', () => {
  const hand = next('moving', null, seated([3, 8]), 3);
  expect(markers(hand)).toEqual([3, 3, 8]);
  expect(hand.dealtIn).toEqual([8, 3]);
});

test.each(['moving', 'dead'] as const)(
  'heads-up, %s button: button and big blind change every hand',
  (rule) => {
    const first = next(rule, place(3, 3, 8), seated([3, 8]));
    expect(markers(first)).toEqual([8, 8, 3]);
    expect(markers(next(rule, first.rotation, seated([3, 8])))).toEqual([3, 3, 8]);
  },
);

test.each(['moving', 'dead'] as const)(
  'heads-up, %s button: nobody posts the big blind twice running when three become two',
  (rule) => {
    // Seat 0 had the button, seat 1 the small blind, seat 2 the big blind; each of them leaves in turn.
    expect(markers(next(rule, place(0, 1, 2), seated([1, 2])))).toEqual([2, 2, 1]);
    expect(markers(next(rule, place(0, 1, 2), seated([0, 2])))).toEqual([2, 2, 0]);
    expect(markers(next(rule, place(0, 1, 2), seated([0, 1])))).toEqual([1, 1, 0]);
  },
);

test('heads-up: a third player comes in on the big blind, with the dead button at once, with the moving one a hand later', () => {
  const seats = seated([0, 1, 2], { 2: waiting });
  expect(markers(next('dead', place(0, 0, 1), seats))).toEqual([0, 1, 2]);
  const heads = next('moving', place(0, 0, 1), seats);
  expect(markers(heads)).toEqual([1, 1, 0]);
  expect(markers(next('moving', heads.rotation, seats))).toEqual([0, 1, 2]);
});

test.each(['moving', 'dead'] as const)(
  '%s button: with nobody coming or going all three markers move by one',
  (rule) => {
    expect(markers(next(rule, place(0, 1, 2), seated([0, 1, 2, 3])))).toEqual([1, 2, 3]);
    expect(markers(next(rule, place(2, 3, 0), seated([0, 1, 2, 3])))).toEqual([3, 0, 1]);
  },
);

test('moving button: it goes to the next player when the one due for it has left', () => {
  expect(markers(next('moving', place(0, 1, 2), seated([0, 2, 3, 4])))).toEqual([2, 3, 4]);
});

test('dead button: it lies at the empty seat when the small blind has left', () => {
  const hand = next('dead', place(0, 1, 2), seated([0, 2, 3, 4]));
  expect(markers(hand)).toEqual([1, 2, 3]);
  expect(hand.dealtIn).toEqual([2, 3, 4, 0]);
});

test('dead button: the small blind is dead when the big blind has left, and so is the button a hand later', () => {
  const hand = next('dead', place(0, 1, 2), seated([0, 1, 3, 4]));
  expect(markers(hand)).toEqual([1, null, 3]);
  expect(hand.rotation).toEqual(place(1, 2, 3));
  expect(markers(next('dead', hand.rotation, seated([0, 1, 3, 4])))).toEqual([2, 3, 4]);
});

test('dead button: every player posts the big blind in turn whoever leaves', () => {
  const hand = next('dead', place(0, 1, 2), seated([0, 3, 4, 5]));
  expect(markers(hand)).toEqual([1, null, 3]);
  expect(markers(next('dead', hand.rotation, seated([0, 4, 5])))).toEqual([2, null, 4]);
});

test('dead button: two become three and the button stays behind the small blind', () => {
  // Heads-up seat 0 had the button and seat 4 the big blind; seat 2, who missed nothing, is back between them.
  expect(markers(next('dead', place(0, 0, 4), seated([0, 2, 4])))).toEqual([2, 4, 0]);
});

test('missed blinds: missed only the small, owes only the dead small', () => {
  const hand = next('moving', place(0, 1, 2), seated([0, 1, 2, 3, 4], { 2: away }));
  expect(standingOf(hand, 2)).toBe('missed-small');
  const back = next('moving', hand.rotation, seated([0, 1, 2, 3, 4], { 2: { standing: 'missed-small' } }));
  expect(back.owed).toEqual([{ seat: 2, big: false, small: true }]);
  expect(standingOf(back, 2)).toBe('paid-up');
});

test('missed blinds: first the big blind passes a seat that is away, then the small', () => {
  const first = next('moving', place(0, 1, 2), seated([0, 1, 2, 3, 4, 5], { 3: away }));
  expect(markers(first)).toEqual([1, 2, 4]);
  expect(standingOf(first, 3)).toBe('missed-big');
  const absent = { 3: { ...away, standing: 'missed-big' } } as const;
  const second = next('moving', first.rotation, seated([0, 1, 2, 3, 4, 5], absent));
  expect(standingOf(second, 3)).toBe('missed-both');
});

test('missed blinds: posts what was missed, the big blind live and the small blind dead', () => {
  const seats = seated([0, 1, 2, 3, 4, 5], { 3: { standing: 'missed-both' } });
  const hand = next('moving', place(4, 5, 0), seats);
  expect(markers(hand)).toEqual([5, 0, 1]);
  expect(hand.dealtIn).toEqual([0, 1, 2, 3, 4, 5]);
  expect(hand.owed).toEqual([{ seat: 3, big: true, small: true }]);
});

test('missed blinds: or waits for the big blind, which settles everything', () => {
  const returning = { 3: { standing: 'missed-both', entry: 'wait' } } as const;
  const hand = next('moving', place(4, 5, 0), seated([0, 1, 2, 3, 4, 5], returning));
  expect(hand.dealtIn).not.toContain(3);
  expect(standingOf(hand, 3)).toBe('missed-both');
  const due = next('moving', place(0, 1, 2), seated([0, 1, 2, 3, 4, 5], returning));
  expect(due.bigBlind).toBe(3);
  expect(due.owed).toEqual([]);
  expect(standingOf(due, 3)).toBe('paid-up');
});

test('missed blinds: who is away and misses nothing owes nothing', () => {
  const hand = next('moving', place(0, 1, 2), seated([0, 1, 2, 3, 4, 5], { 5: away }));
  expect(standingOf(hand, 5)).toBe('paid-up');
});

test.each(['moving', 'dead'] as const)(
  'newcomers, %s button: the setting decides, posts or waits',
  (rule) => {
    const posts = next(rule, place(0, 1, 2), seated([0, 1, 2, 3, 5], { 5: newcomer }));
    expect(posts.owed).toEqual([{ seat: 5, big: true, small: false }]);
    const waits = next(rule, place(0, 1, 2), seated([0, 1, 2, 3, 5], { 5: waiting }));
    expect(waits.dealtIn).not.toContain(5);
    expect(standingOf(waits, 5)).toBe('newcomer');
  },
);

test.each(['moving', 'dead'] as const)(
  'newcomers, %s button: never free hands between the blinds',
  (rule) => {
    // The button goes to seat 2, the small blind to seat 4, the big blind to seat 6; 3 sits between them, 7 behind.
    const hand = next(rule, place(0, 2, 4), seated([0, 2, 3, 4, 6, 7], { 3: newcomer, 7: newcomer }));
    expect(markers(hand)).toEqual([2, 4, 6]);
    expect(hand.dealtIn).toEqual([4, 6, 7, 0, 2]);
    expect(hand.owed).toEqual([{ seat: 7, big: true, small: false }]);
  },
);

test('newcomers: who sits down where the small blind is due takes no card, and the small blind is dead', () => {
  const hand = next('dead', place(0, 1, 2), seated([0, 1, 2, 3, 4], { 2: newcomer }));
  expect(markers(hand)).toEqual([1, null, 3]);
  expect(hand.dealtIn).not.toContain(2);
});

test('newcomers: the moving button passes over them until they have posted', () => {
  const hand = next('moving', place(0, 2, 3), seated([0, 1, 2, 3, 4], { 1: newcomer }));
  expect(markers(hand)).toEqual([2, 3, 4]);
});

test('newcomers: one who joins a single player is the big blind', () => {
  for (const rule of ['moving', 'dead'] as const) {
    for (const lone of [0, 1, 2]) {
      expect(markers(next(rule, place(0, 1, 2), seated([lone, 5], { 5: newcomer })))).toEqual([
        lone,
        lone,
        5,
      ]);
    }
  }
});

test('newcomers: with fewer than two players who owe nothing, all start level', () => {
  const hand = next('moving', place(0, 1, 2), seated([2, 4, 6], { 4: newcomer, 6: newcomer }));
  expect(hand.dealtIn.length).toBe(3);
  expect(hand.owed).toEqual([]);
  expect(hand.bigBlind).not.toBe(2);
});

test('sitting out: takes no cards and holds no button', () => {
  const absent = { 1: away, 3: away };
  let previous = place(4, 0, 2);
  for (let hand = 0; hand < 12; hand++) {
    const now = next('moving', previous, seated([0, 1, 2, 3, 4], absent));
    expect(now.dealtIn).toEqual(expect.not.arrayContaining([1, 3]));
    expect([0, 2, 4]).toContain(now.button);
    previous = now.rotation;
  }
});

test('sitting out: even the dead button leaves the absent seat after one hand', () => {
  const first = next('dead', place(0, 1, 2), seated([0, 1, 2, 3, 4], { 1: away }));
  expect(first.button).toBe(1);
  expect(next('dead', first.rotation, seated([0, 1, 2, 3, 4], { 1: away })).button).toBe(2);
});

test('fewer than two ready seats cannot play', () => {
  expect(next('moving', place(0, 1, 2), seated([0, 1, 2], { 0: away, 1: away }))).toBeNull();
  const input: PositionsInput = { rule: 'dead', previous: null, firstButton: 0, seats: seated([0]) };
  expect(nextPositions(input)).toBeNull();
  expect(bombPotPositions(input)).toBeNull();
});

test('bomb pot: every ready seat is dealt in around the last button, whatever it owes', () => {
  const seats = seated([0, 1, 2, 3], { 1: away, 3: waiting });
  const input: PositionsInput = { rule: 'moving', previous: place(2, 0, 1), firstButton: 0, seats };
  expect(bombPotPositions(input)).toEqual({ dealtIn: [3, 0, 2], button: 2 });
});

/** What may happen at a seat between two hands. */
type Change = 'join' | 'leave' | 'away' | 'back';

const changes = fc.array(
  fc.record({
    seat: fc.integer({ min: 0, max: MAX_SEATS - 1 }),
    change: fc.constantFrom<Change>('join', 'leave', 'away', 'back'),
    entry: fc.constantFrom<'post' | 'wait'>('post', 'wait'),
  }),
  { maxLength: 4 },
);

function applyChange(
  table: Map<Seat, WaitingSeat>,
  { seat, change, entry }: { seat: Seat; change: Change; entry: 'post' | 'wait' },
) {
  const there = table.get(seat);
  if (change === 'join' && !there) table.set(seat, { seat, ready: true, standing: 'newcomer', entry });
  if (change === 'leave') table.delete(seat);
  if (there && change === 'away') table.set(seat, { ...there, ready: false });
  if (there && change === 'back') table.set(seat, { ...there, ready: true, entry });
}

function expectSoundHand(hand: Positions, seats: WaitingSeat[], rule: ButtonRule, startsLevel: boolean) {
  const readySeats = seats.filter((entry) => entry.ready).map((entry) => entry.seat);
  const standing = (seat: Seat) => seats.find((entry) => entry.seat === seat)?.standing as Standing;
  expect(new Set(hand.dealtIn).size).toBe(hand.dealtIn.length);
  expect(readySeats).toEqual(expect.arrayContaining(hand.dealtIn));
  expect(hand.dealtIn.length).toBeGreaterThanOrEqual(2);
  expect(hand.dealtIn).toContain(hand.bigBlind);
  if (hand.smallBlind !== null) expect(hand.dealtIn).toContain(hand.smallBlind);
  if (rule === 'moving') expect(hand.dealtIn.at(-1)).toBe(hand.button);
  if (hand.dealtIn.length === 2)
    expect([hand.button, hand.smallBlind]).toEqual([hand.dealtIn[1], hand.dealtIn[1]]);
  else expect(isBetween(hand.rotation.smallBlind, hand.button, hand.bigBlind)).toBe(true);
  for (const seat of hand.dealtIn) {
    if (startsLevel || standing(seat) === 'paid-up' || seat === hand.bigBlind) continue;
    expect(hand.owed.map((entry) => entry.seat)).toContain(seat);
    expect(isBetween(seat, hand.button, hand.bigBlind)).toBe(false);
  }
}

test.each(['moving', 'dead'] as const)(
  '%s button: the invariants hold whoever comes and goes',
  (rule) => {
    fc.assert(
      fc.property(fc.array(changes, { minLength: 5, maxLength: 60 }), (evenings) => {
        const table = new Map(seated([0, 3, 6]).map((entry) => [entry.seat, entry]));
        let previous: Rotation | null = null;
        let lastBigBlind: WaitingSeat | null = null;
        for (const evening of evenings) {
          for (const change of evening) {
            if (change.seat === lastBigBlind?.seat && change.change === 'leave') lastBigBlind = null;
            applyChange(table, change);
          }
          const seats = [...table.values()];
          const ready = seats.filter((entry) => entry.ready);
          const startsLevel =
            previous === null || ready.filter((entry) => entry.standing === 'paid-up').length < 2;
          const hand = nextPositions({ rule, previous, firstButton: 0, seats });
          if (hand === null) {
            expect(ready.length).toBeLessThan(2);
            continue;
          }
          expectSoundHand(hand, seats, rule, startsLevel);
          if (lastBigBlind !== null) expect(hand.bigBlind).not.toBe(lastBigBlind.seat);
          for (const { seat, standing } of hand.standings) {
            table.set(seat, { ...(table.get(seat) as WaitingSeat), standing });
          }
          previous = hand.rotation;
          lastBigBlind = table.get(hand.bigBlind) as WaitingSeat;
        }
      }),
      { numRuns: 200 },
    );
  },
  60_000,
);

test.each(['moving', 'dead'] as const)(
  '%s button: everyone who waits is dealt in within one round of the table',
  (rule) => {
    const standings = fc.constantFrom<Standing>(
      'paid-up',
      'newcomer',
      'missed-small',
      'missed-big',
      'missed-both',
    );
    const seats = fc.array(fc.tuple(standings, fc.constantFrom<'post' | 'wait'>('post', 'wait')), {
      minLength: 2,
      maxLength: MAX_SEATS,
    });
    fc.assert(
      fc.property(seats, (entries) => {
        let table = entries.map(
          ([standing, entry], seat): WaitingSeat => ({ seat, ready: true, standing, entry }),
        );
        let previous = place(0, 1, entries.length === 2 ? 0 : 2);
        for (let hand = 0; hand <= entries.length; hand++) {
          const now = next(rule, previous, table);
          table = table.map((entry) => ({ ...entry, standing: standingOf(now, entry.seat) as Standing }));
          previous = now.rotation;
        }
        expect(table.filter((entry) => entry.standing !== 'paid-up')).toEqual([]);
      }),
    );
  },
  60_000,
);
