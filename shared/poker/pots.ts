import type { RoundSeat } from './betting.ts';
import type { Chips, Seat } from './seats.ts';

/** What a seat has put in over the whole hand so far, uncalled bets already returned. */
export interface Contribution {
  seat: Seat;
  /** Live chips: blinds, straddle, calls, bets, raises. */
  bet: Chips;
  ante: Chips;
  /** True if the stack ran out before the ante was paid in full: this seat can win no more than `ante` of anybody's ante. */
  anteShort: boolean;
  /** Other dead chips: a small blind made up. */
  dead: Chips;
  folded: boolean;
  allIn: boolean;
}

export interface Pot {
  amount: Chips;
  /** The live seats that can win it, in the order of the contributions. */
  eligible: Seat[];
}

export interface Uncalled {
  seat: Seat;
  amount: Chips;
}

/** The part of the highest bet of a finished round that nobody matched; null if there is none. Folded seats count like any other. */
export function uncalledBet(bets: readonly Pick<RoundSeat, 'seat' | 'bet'>[]): Uncalled | null {
  const [first, second] = [...bets].sort((a, b) => b.bet - a.bet);
  if (first === undefined) return null;
  const amount = first.bet - (second?.bet ?? 0);
  return amount > 0 ? { seat: first.seat, amount } : null;
}

/**
 * The main pot and the side pots, main pot first: one per level of live all-in. Antes and dead chips lie in the main pot. Chips of folded
 * seats stay where they were matched; a level that no live seat reaches goes to the last pot that one does.
 */
export function buildPots(contributions: readonly Contribution[]): Pot[] {
  const live = contributions.filter((entry) => !entry.folded);
  const layers = [
    { amount: sum(contributions, (entry) => entry.dead), able: live },
    ...cutLayers(
      contributions,
      (entry) => entry.ante,
      (entry) => entry.anteShort,
    ),
    ...cutLayers(
      contributions,
      (entry) => entry.bet,
      (entry) => entry.allIn,
    ),
  ];
  const pots: Pot[] = [];
  for (const { amount, able } of layers.filter((layer) => layer.amount > 0)) {
    const last = pots.at(-1);
    const eligible = seatsOf(able.length > 0 ? able : live);
    const joins = last !== undefined && (able.length === 0 || sameSeats(last.eligible, eligible));
    if (joins) last.amount += amount;
    else pots.push({ amount, eligible });
  }
  return pots;
}

/** Who won how much of a pot. */
export interface Award {
  /** Index into the pots. */
  pot: number;
  /** Index of the board that decided it; null when only one seat could win it. */
  board: number | null;
  amount: Chips;
  /** Clockwise from the button's left; an odd chip goes to the first ones. */
  winners: { seat: Seat; amount: Chips }[];
}

/** A seat's hand strength on one board (see strength.ts); seats that mucked are absent. */
export type Strengths = ReadonlyMap<Seat, number>;

/**
 * Shares out every pot by itself. With two boards each pot is halved, an odd chip to the first board. Equal hands split equally; odd
 * chips go one each clockwise from the first winner left of the button.
 * @param boards one map a board; may be empty if every pot has one eligible seat
 * @param clockwise the dealt-in seats, first left of the button first
 * @throws RangeError if nobody who could win a contested pot showed a hand
 */
export function awardPots(
  pots: readonly Pot[],
  boards: readonly Strengths[],
  clockwise: readonly Seat[],
): Award[] {
  return pots.flatMap((pot, index): Award[] => {
    const [only, ...others] = pot.eligible;
    if (only !== undefined && others.length === 0) {
      return [{ pot: index, board: null, amount: pot.amount, winners: [{ seat: only, amount: pot.amount }] }];
    }
    if (boards.length === 0) throw new RangeError('a contested pot needs a board');
    const parts = splitEvenly(pot.amount, boards.length);
    return boards.map((strengths, board) => {
      const amount = parts[board] as Chips;
      const winners = bestSeats(pot.eligible, strengths, clockwise);
      const shares = splitEvenly(amount, winners.length);
      return {
        pot: index,
        board,
        amount,
        winners: winners.map((seat, at) => ({ seat, amount: shares[at] as Chips })),
      };
    });
  });
}

/** What each seat gets from all awards together. */
export function totalAwarded(awards: readonly Award[]): Map<Seat, Chips> {
  const totals = new Map<Seat, Chips>();
  for (const award of awards) {
    for (const { seat, amount } of award.winners) totals.set(seat, (totals.get(seat) ?? 0) + amount);
  }
  return totals;
}

/** Splits into equal whole parts; the odd chips go one each to the first parts. */
export function splitEvenly(amount: Chips, parts: number): Chips[] {
  const share = Math.floor(amount / parts);
  const odd = amount - share * parts;
  return Array.from({ length: parts }, (_, at) => (at < odd ? share + 1 : share));
}

function bestSeats(eligible: readonly Seat[], strengths: Strengths, clockwise: readonly Seat[]): Seat[] {
  const shown = clockwise.filter((seat) => eligible.includes(seat) && strengths.has(seat));
  if (shown.length === 0) throw new RangeError('a contested pot needs at least one shown hand');
  const best = Math.max(...shown.map((seat) => strengths.get(seat) as number));
  return shown.filter((seat) => strengths.get(seat) === best);
}

/** Chips of one kind between two levels, and the live seats that can win them. */
interface Layer {
  amount: Chips;
  able: Contribution[];
}

/** Cuts chips of one kind at every amount that a live seat could not go beyond; a layer is won by those who are not held below it. */
function cutLayers(
  contributions: readonly Contribution[],
  amountOf: (entry: Contribution) => Chips,
  isHeld: (entry: Contribution) => boolean,
): Layer[] {
  const live = contributions.filter((entry) => !entry.folded);
  const levels = [...ascending(live.filter(isHeld).map(amountOf)), Number.POSITIVE_INFINITY];
  return levels.map((level, at) => ({
    amount: sum(contributions, (entry) => slice(amountOf(entry), levels[at - 1] ?? 0, level)),
    able: live.filter((entry) => !isHeld(entry) || amountOf(entry) >= level),
  }));
}

function seatsOf(entries: readonly Contribution[]): Seat[] {
  return entries.map((entry) => entry.seat);
}

function slice(amount: Chips, floor: Chips, ceiling: Chips): Chips {
  return Math.max(0, Math.min(amount, ceiling) - floor);
}

function ascending(amounts: readonly Chips[]): Chips[] {
  return [...new Set(amounts)].sort((a, b) => a - b);
}

function sameSeats(a: readonly Seat[], b: readonly Seat[]): boolean {
  return a.length === b.length && a.every((seat, at) => seat === b[at]);
}

function sum(entries: readonly Contribution[], amountOf: (entry: Contribution) => Chips): Chips {
  return entries.reduce((total, entry) => total + amountOf(entry), 0);
}
