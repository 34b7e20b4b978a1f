import { z } from 'zod';
import {
  type Card,
  type Chips,
  DECK_SIZE,
  HOLE_CARDS,
  MAX_CHIPS,
  MAX_SEATS,
  type Seat,
} from '../poker/index.ts';
import type { TableEvent } from '../table/events.ts';
import { type EventOf, handStory } from './handStory.ts';

export const HAND_RECORD_VERSION = 1;

/** What happened between the posts and the chips pushed. */
type StepKind = 'acts' | 'street' | 'uncalled' | 'shows' | 'mucks' | 'runs twice';

/**
 * A finished hand as history keeps it: plain, in canonical form, the same on every device but for `own`.
 * Chips are integers, cards are 0..51 (see cards.ts).
 */
export type HandRecord = {
  readonly version: typeof HAND_RECORD_VERSION;
  readonly hand: number;
  /** Table time at which it began: it stands still while nobody hosts the table. */
  readonly timeMs: number;
  readonly button: Seat;
  readonly smallBlind: Chips;
  readonly bigBlind: Chips;
  readonly bombPot: boolean;
  /** Dealing order, with stacks before the posts. */
  readonly players: readonly { readonly seat: Seat; readonly name: string; readonly stack: Chips }[];
  /** What this device alone knows. */
  readonly own: OwnCards | null;
  readonly posts: readonly Omit<EventOf<'posts'>, 'what'>[];
  readonly steps: readonly EventOf<StepKind>[];
  readonly wins: readonly Omit<EventOf<'wins'>, 'what'>[];
  readonly finishing: readonly { readonly seat: Seat; readonly stack: Chips }[];
  /** Shown after the pots were pushed, without having to. */
  readonly shownLater: readonly Omit<EventOf<'shows'>, 'what'>[];
  readonly rabbit: readonly Card[];
};

export type OwnCards = { readonly seat: Seat; readonly cards: readonly Card[] };

/** The record of a finished hand; null when its events hold none (nobody was dealt in). */
export function handRecord(events: readonly TableEvent[], own: OwnCards | null = null): HandRecord | null {
  const opening = events.find((event) => event.what === 'hand');
  const overAt = events.findIndex(({ what }) => what === 'over');
  const over = events[overAt];
  if (!opening || over?.what !== 'over') return null;

  const { hand, timeMs, button, smallBlind, bigBlind, bombPot, players } = opening;
  return {
    version: HAND_RECORD_VERSION,
    hand,
    timeMs,
    button,
    smallBlind,
    bigBlind,
    bombPot,
    players,
    own,
    posts: of(events, 'posts').map(({ seat, kind, amount }) => ({ seat, kind, amount })),
    steps: events.slice(0, overAt).filter(isStep),
    wins: of(events, 'wins').map(({ what, ...win }) => win),
    finishing: over.stacks,
    shownLater: of(events.slice(overAt), 'shows').map(({ seat, cards }) => ({ seat, cards })),
    rabbit: of(events, 'rabbit').flatMap(({ cards }) => cards),
  };
}

/** The board of a recorded hand, or both when it was run twice. */
export function boardsOf({ steps }: HandRecord): readonly (readonly Card[])[] {
  return handStory(steps).boards;
}

/**
 * A record as it was kept.
 * @throws z.ZodError when it is no such record.
 */
export function parseHandRecord(value: unknown): HandRecord {
  return handRecordSchema.parse(value);
}

function of<W extends TableEvent['what']>(events: readonly TableEvent[], what: W): EventOf<W>[] {
  return events.filter((event): event is EventOf<W> => event.what === what);
}

const STEPS: Readonly<Record<StepKind, true>> = {
  acts: true,
  street: true,
  uncalled: true,
  shows: true,
  mucks: true,
  'runs twice': true,
};

function isStep(event: TableEvent): event is EventOf<StepKind> {
  return event.what in STEPS;
}

const count = z.int().min(0);
const seat = z
  .int()
  .min(0)
  .max(MAX_SEATS - 1);
/** A pot holds at most what everybody brought. */
const chips = z
  .int()
  .min(0)
  .max(MAX_CHIPS * MAX_SEATS);
const card = z
  .int()
  .min(0)
  .max(DECK_SIZE - 1);
/** More than a hand has entries: a longer list is refused before its items are looked at. */
const LIST_MAX = 8_192;
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).max(LIST_MAX);
const hole = z.array(card).length(HOLE_CARDS);

const handRecordSchema = z.strictObject({
  version: z.literal(HAND_RECORD_VERSION),
  hand: count,
  timeMs: count,
  button: seat,
  smallBlind: chips,
  bigBlind: chips,
  bombPot: z.boolean(),
  players: z.array(z.strictObject({ seat, name: z.string(), stack: chips })).max(MAX_SEATS),
  own: z.strictObject({ seat, cards: hole }).nullable(),
  posts: listOf(
    z.strictObject({
      seat,
      kind: z.enum([
        'ante',
        'big-blind-ante',
        'small-blind',
        'big-blind',
        'straddle',
        'missed-big-blind',
        'missed-small-blind',
      ]),
      amount: chips,
    }),
  ),
  steps: listOf(
    z.discriminatedUnion('what', [
      z.strictObject({
        what: z.literal('acts'),
        seat,
        action: z.enum(['fold', 'check', 'call', 'bet', 'raise']),
        added: chips,
        to: chips,
        allIn: z.boolean(),
        timedOut: z.boolean(),
      }),
      z.strictObject({
        what: z.literal('street'),
        street: z.enum(['preflop', 'flop', 'turn', 'river']),
        cards: z.array(card).max(DECK_SIZE),
        run: count,
      }),
      z.strictObject({ what: z.literal('uncalled'), seat, amount: chips }),
      z.strictObject({ what: z.literal('shows'), seat, cards: hole }),
      z.strictObject({ what: z.literal('mucks'), seat }),
      z.strictObject({ what: z.literal('runs twice') }),
    ]),
  ),
  wins: listOf(
    z.strictObject({ seat, amount: chips, pot: count, pots: count, board: count.nullable(), boards: count }),
  ),
  finishing: z.array(z.strictObject({ seat, stack: chips })).max(MAX_SEATS),
  shownLater: listOf(z.strictObject({ seat, cards: hole })),
  rabbit: z.array(card).max(DECK_SIZE),
}) satisfies z.ZodType<HandRecord>;
