import { fullDeck, legalActions, type Seat } from '../../poker/index.ts';
import type { Settings } from '../../table/settings.ts';
import { HOST } from '../../table/testing/practice.ts';
import { resultOf } from '../tableLooks.ts';
import { deviceAt, tableOf, type WatchedTable } from './watchedTable.ts';

/** Enough for a few hands at a table. */
const WHIMS = 90;

/** Many hands are played: a busy machine takes longer than a test usually may. */
export const PLAY_TIMEOUT_MS = 60_000;

/** Something that somebody may do; what it comes to depends on what the table waits for. */
interface Whim {
  readonly pick: 'fold' | 'passive' | 'smallest' | 'some' | 'everything';
  /** 0..99 */
  readonly part: number;
  readonly yes: boolean;
  readonly aside: { readonly kind: 'none' | 'sit out' | 'sit in' | 'leave'; readonly seat: Seat };
}

export interface RandomTable {
  /** Everything follows from it: rules, deck, and what people do. */
  readonly seed: number;
  /** How many things people do. */
  readonly whims?: number;
}

/**
 * Lets people play at a table with random rules.
 * @param watch looks after everything that is said, while a hand is open
 * @param handOver looks at a finished hand, before the next one starts
 */
export function playRandomly(
  { seed, whims = WHIMS }: RandomTable,
  watch: (table: WatchedTable) => void,
  handOver: (table: WatchedTable) => void = () => {},
): void {
  const chance = new Chance(seed);
  const table = tableOf(2 + chance.below(5), rules(chance), chance.shuffled(fullDeck()));
  for (const { seat } of table.desk.seats) table.say(deviceAt(seat), 'STRADDLE', { straddle: true });
  table.watch = watch;
  for (let count = 0; count < whims; count++) {
    if (table.process.result) {
      handOver(table);
      table.nextHand();
    }
    const next = whim(chance);
    doAside(table, next);
    doOnce(table, next);
  }
}

/** Numbers that follow from a seed (Marsaglia's xorshift). */
class Chance {
  #state: number;

  constructor(seed: number) {
    // The generator never leaves 0, and near seeds differ little at first.
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ 0x2545f491) >>> 0 || 1;
  }

  /** 0 .. limit - 1 */
  below(limit: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % limit;
  }

  of<T>(...choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] as T;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.map(() => left.splice(this.below(left.length), 1)[0] as T);
  }
}

function rules(chance: Chance): Partial<Settings> {
  return {
    anteRule: chance.of('none', 'each', 'big-blind'),
    ante: 3,
    straddle: chance.of(true, false),
    runItTwice: chance.of(true, false),
    rabbitHunt: chance.of(true, false),
    buttonRule: chance.of('moving', 'dead'),
    bombPotEvery: chance.of(0, 0, 3),
    bombPotAnte: 5,
  };
}

function whim(chance: Chance): Whim {
  return {
    pick: chance.of('fold', 'passive', 'passive', 'passive', 'smallest', 'some', 'everything'),
    part: chance.below(100),
    yes: chance.of(true, false),
    aside: {
      kind: chance.of('none', 'none', 'none', 'none', 'sit out', 'sit in', 'sit in', 'leave'),
      seat: chance.below(6),
    },
  };
}

/** What is said beside the hand; the table may well refuse it. */
function doAside(table: WatchedTable, { aside: { kind, seat } }: Whim): void {
  if (kind === 'none' || table.process.result) return;
  const isSeated = table.desk.seats.some((player) => player.seat === seat);
  if (!isSeated) {
    table.sit(seat, 60);
  } else if (kind === 'leave') {
    if (table.refusal(seat, 'LEAVE') === null) table.say(deviceAt(seat), 'LEAVE');
  } else {
    const sitOut = kind === 'sit out';
    if (table.refusal(seat, 'SIT_OUT', { sitOut }) === null) table.say(deviceAt(seat), 'SIT_OUT', { sitOut });
  }
}

/** Answers what the table waits for. */
function doOnce(table: WatchedTable, { pick, part, yes }: Whim): void {
  if (table.process.result) return;
  const { ask } = table;
  switch (ask.for) {
    case 'players': {
      const broke = table.desk.seats.find(({ stack }) => stack === 0);
      if (broke) table.say(deviceAt(broke.seat), 'TOP_UP', { amount: 50 + part });
      return;
    }
    case 'deck':
      table.serve(({ for: what }) => what !== 'deck');
      return;
    case 'board':
      table.say(HOST, 'FACES', { cards: table.opened(ask.places) });
      return;
    case 'move': {
      const { canCheck, minRaiseTo, maxRaiseTo } = legalActions(ask.round);
      if (pick === 'fold') table.move('fold');
      else if (pick === 'passive' || minRaiseTo === null || maxRaiseTo === null) {
        table.move(canCheck ? 'check' : 'call');
      } else if (pick === 'smallest') table.move('raise', minRaiseTo);
      else if (pick === 'everything') table.move('raise', maxRaiseTo);
      else table.move('raise', minRaiseTo + Math.floor(((maxRaiseTo - minRaiseTo) * part) / 400));
      return;
    }
    case 'show':
      if (ask.mustShow || yes) {
        table.say(deviceAt(ask.seat), 'SHOW', { cards: table.opened(ask.places) });
      } else table.say(deviceAt(ask.seat), 'MUCK');
      return;
    case 'run twice': {
      const asked = ask.seats.find((seat) => !ask.agreed.includes(seat));
      if (asked !== undefined) table.say(deviceAt(asked), 'RUN_TWICE', { agree: part < 90 });
      return;
    }
    case 'rest':
      table.timeout();
      return;
    case 'result':
      sayAtResult(table, part, yes);
  }
}

function sayAtResult(table: WatchedTable, part: number, yes: boolean): void {
  const hand = table.handLook;
  const hidden = hand?.holeCards.find(
    ([seat]) =>
      !hand.shown.some(([shower]) => shower === seat) && table.desk.seats.some((p) => p.seat === seat),
  );
  if (yes && part < 50 && hidden) {
    table.say(deviceAt(hidden[0]), 'SHOW', { cards: table.opened(hidden[1]) });
  } else if (yes && (resultOf(table.process.looks())?.toCome ?? 0) > 0) {
    table.say(deviceAt(hand?.clockwise[0] ?? 0), 'RABBIT');
  } else table.timeout();
}
