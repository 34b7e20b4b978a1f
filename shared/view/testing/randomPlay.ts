import fc from 'fast-check';
import { commitDeck } from '../../deck/commitment.ts';
import { type Card, DECK_SIZE, fullDeck, legalActions, type Seat } from '../../poker/index.ts';
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

const whim: fc.Arbitrary<Whim> = fc.record({
  pick: fc.constantFrom('fold', 'passive', 'passive', 'passive', 'smallest', 'some', 'everything'),
  part: fc.integer({ min: 0, max: 99 }),
  yes: fc.boolean(),
  aside: fc.record({
    kind: fc.constantFrom('none', 'none', 'none', 'none', 'sit out', 'sit in', 'sit in', 'leave'),
    seat: fc.integer({ min: 0, max: 5 }),
  }),
});

interface RandomPlay {
  readonly count: number;
  readonly settings: Partial<Settings>;
  readonly deck: readonly Card[];
  readonly whims: readonly Whim[];
}

/** Tables with every rule that a setting turns on, and so many things that people do at them. */
function randomPlay(whimsMax: number): fc.Arbitrary<RandomPlay> {
  return fc.record({
    count: fc.integer({ min: 2, max: 6 }),
    settings: fc.record({
      anteRule: fc.constantFrom('none', 'each', 'big-blind'),
      ante: fc.constant(3),
      straddle: fc.boolean(),
      runItTwice: fc.boolean(),
      rabbitHunt: fc.boolean(),
      buttonRule: fc.constantFrom('moving', 'dead'),
      bombPotEvery: fc.constantFrom(0, 0, 3),
      bombPotAnte: fc.constant(5),
    }),
    deck: fc.shuffledSubarray(fullDeck(), { minLength: DECK_SIZE, maxLength: DECK_SIZE }),
    whims: fc.array(whim, { minLength: Math.floor(whimsMax / 3), maxLength: whimsMax }),
  });
}

/**
 * Lets people play at random tables. Give such a test `PLAY_TIMEOUT_MS`.
 * @param watch looks after everything that is said, while a hand is open
 * @param handOver looks at a finished hand, before the next one starts
 */
export function atRandomTables(
  { runs, whims = WHIMS }: { readonly runs: number; readonly whims?: number },
  watch: (table: WatchedTable) => void,
  handOver: (table: WatchedTable) => void = () => {},
): void {
  fc.assert(
    fc.property(randomPlay(whims), (play) => playOut(play, watch, handOver)),
    // A play of hundreds of inputs takes for ever to shrink: its seed names it well enough.
    { numRuns: runs, endOnFailure: true },
  );
}

function playOut(
  { count, settings, deck, whims }: RandomPlay,
  watch: (table: WatchedTable) => void,
  handOver: (table: WatchedTable) => void,
): void {
  const table = tableOf(count, settings, deck);
  for (const { seat } of table.desk.seats) table.say(deviceAt(seat), 'STRADDLE', { straddle: true });
  table.watch = watch;
  for (const whim of whims) {
    if (table.process.result) {
      handOver(table);
      table.nextHand();
    }
    doAside(table, whim);
    doOnce(table, whim);
  }
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
      table.say(HOST, 'DECK', { commitments: commitDeck(table.deck) });
      return;
    case 'board':
      table.say(HOST, 'BOARD', { cards: table.opened(ask.places) });
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
