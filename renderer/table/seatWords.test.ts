import { expect, test } from 'vitest';
import { myTurnPreflop, myWin, tenSeatsSidePots } from '../fixtures/tables.ts';
import { fillAmounts, formatChips } from '../ui/amounts.ts';
import { seatTag, seatWords } from './seatWords.ts';

const plain = (words: string) => fillAmounts(words, null);
const tagOf = (view: ReturnType<typeof myWin>, index: number) => {
  const seat = view.seats[index];
  return seat === undefined ? null : seatTag(seat, view, formatChips, plain);
};

test('what was won comes before everything else', () => {
  expect(tagOf(myWin(), 0)).toEqual({ kind: 'won', words: '+580' });
});

test('my own hand in words comes before my last action, and goes when I fold', () => {
  const view = tenSeatsSidePots();
  expect(tagOf(view, 0)).toEqual({ kind: 'hand', words: 'queen, jack high' });
  const folded = { ...view, seats: view.seats.map((seat) => ({ ...seat, folded: true })) };
  expect(tagOf(folded, 0)).toEqual({ kind: 'action', words: 'bets 120' });
});

test('a seat says what it did, what it waits for, or that it is away', () => {
  const view = tenSeatsSidePots();
  expect(tagOf(view, 4)?.words).toBe('raises to 480');
  expect(tagOf(view, 9)?.words).toBe('waits for the big blind');
  expect(tagOf(view, 6)?.words).toBe('sitting out');
  expect(tagOf(view, 2)).toBeNull();
});

test('a screen reader hears stack, bet, button and turn', () => {
  const view = myTurnPreflop();
  const [me, , , chiyo] = view.seats;
  if (me === undefined || chiyo === undefined) throw new Error('the fixture has four seats');
  expect(seatWords(me, view, formatChips, plain)).toBe(
    'Seat 1, Robin, you, 1,240 behind, dealer button, to act, ace, king high',
  );
  expect(seatWords(chiyo, view, formatChips, plain)).toBe(
    'Seat 4, Chiyo, bot, 1,130 behind, bet 30, raises to 30',
  );
});

test('a seat whose device is gone says so, first of all while it is its turn', () => {
  const view = myTurnPreflop();
  const [me, , , chiyo] = view.seats;
  if (me === undefined || chiyo === undefined) throw new Error('the fixture has four seats');
  const gone = { absence: 'reconnecting', isHost: false, sending: null } as const;
  const itsTurn = { ...view, actor: view.actor && { ...view.actor, seat: chiyo.seat } };
  expect(seatTag(chiyo, itsTurn, formatChips, plain, gone)?.words).toBe('reconnecting…');
  expect(seatTag(chiyo, view, formatChips, plain, gone)?.words).toBe('raises to 30');
  expect(seatWords(chiyo, view, formatChips, plain, gone)).toContain('reconnecting…, raises to 30');
  expect(seatWords(chiyo, itsTurn, formatChips, plain, gone).match(/reconnecting/g)).toHaveLength(1);
});

test('my own act is told as sending until it is committed; whoever hosts is said to', () => {
  const view = myTurnPreflop();
  const [me] = view.seats;
  if (me === undefined) throw new Error('the fixture has four seats');
  const around = { absence: null, isHost: true, sending: 'raise to {120}' } as const;
  expect(seatTag(me, view, formatChips, plain, around)).toEqual({
    kind: 'sending',
    words: 'sending: raise to 120…',
  });
  expect(seatWords(me, view, formatChips, plain, around)).toContain('hosting');
});
