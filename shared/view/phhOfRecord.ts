import { type Chips, formatCards, HOLE_CARDS, type PostKind, type Seat } from '../poker/index.ts';
import type { PhhAction, PhhCard, PhhHand } from '../poker/phh.ts';
import { boardsOf, type HandRecord } from './handRecord.ts';
import type { EventOf } from './handStory.ts';

const HEADS_UP = 2;

/**
 * A recorded hand in the open poker-hand-history format. Players are in dealing order, which puts the button last
 * unless it is dead.
 *
 * What the format has no word for is said like this:
 *  - a small blind that is posted dead stands among the antes, which are dead money too;
 *  - cards shown after the hand was over stand where they were dealt: nothing was claimed with them;
 *  - a board that was run twice: the actions hold the first one. Half of each pot went by the second, which a reader
 *    of the format cannot know, so the hand has no `finishing_stacks` to be checked against; second board and stacks
 *    stand in fields of our own, `_second_board` and `_finishing_stacks`.
 */
export function toPhh(record: HandRecord): PhhHand {
  const seats = record.players.map(({ seat }) => seat);
  const antes = seats.map((seat) => deadChips(record, seat));
  // Heads-up the format lists the small blind first, though the first player pays the big one.
  const live = seats.map((seat) => liveChips(record, seat));
  const finishing = seats.map((seat) => finishingStack(record, seat));
  const secondBoard = boardsOf(record)[1];
  return {
    antes,
    blindsOrStraddles: seats.length === HEADS_UP ? live.toReversed() : live,
    minBet: record.bigBlind,
    startingStacks: record.players.map(({ stack }) => stack),
    actions: [
      ...seats.map((seat, player) => dealTo(record, seat, player)),
      ...record.steps.flatMap((step) => actionsOf(step, seats)),
    ],
    finishingStacks: secondBoard ? null : finishing,
    anteTrimming: antes.every((ante) => ante === antes[0]),
    other: {
      hand: record.hand,
      seats: seats.map((seat) => seat + 1),
      players: record.players.map(({ name }) => name),
      ...(secondBoard && { _second_board: formatCards(secondBoard), _finishing_stacks: finishing }),
    },
  };
}

/** Blinds as they are owed: the format leaves it to the reader that a short stack pays less. */
function liveChips({ posts, smallBlind, bigBlind }: HandRecord, seat: Seat): Chips {
  const live = posts.findLast(({ seat: poster, kind }) => poster === seat && isLiveKind(kind));
  switch (live?.kind) {
    case 'small-blind':
      return smallBlind;
    case 'big-blind':
    case 'missed-big-blind':
      return bigBlind;
    case 'straddle':
      return live.amount;
    default:
      return 0;
  }
}

/**
 * Antes of all as they are owed, which limits what a short one can win; single antes and dead blinds as they were
 * paid.
 */
function deadChips({ posts }: HandRecord, seat: Seat): Chips {
  const antes = posts.filter(({ kind }) => kind === 'ante').map(({ amount }) => amount);
  const owed = Math.max(0, ...antes);
  const paid = posts.filter(({ seat: poster, kind }) => poster === seat && isSingleDeadKind(kind));
  return paid.reduce((sum, { amount }) => sum + amount, owed);
}

function isLiveKind(kind: PostKind): boolean {
  return kind !== 'ante' && !isSingleDeadKind(kind);
}

function isSingleDeadKind(kind: PostKind): boolean {
  return kind === 'big-blind-ante' || kind === 'missed-small-blind';
}

function dealTo({ own, steps, shownLater }: HandRecord, seat: Seat, player: number): PhhAction {
  const shown = [...steps.filter((step) => step.what === 'shows'), ...shownLater];
  const known = own?.seat === seat ? own : shown.find(({ seat: shower }) => shower === seat);
  return { type: 'deal-hole', player, cards: known ? [...known.cards] : [...UNKNOWN_HOLE] };
}

const UNKNOWN_HOLE: readonly PhhCard[] = new Array(HOLE_CARDS).fill(null);

function actionsOf(step: HandRecord['steps'][number], seats: readonly Seat[]): PhhAction[] {
  switch (step.what) {
    case 'acts':
      return [moveOf(step, seats.indexOf(step.seat))];
    case 'street':
      return step.run === 0 ? [{ type: 'deal-board', cards: [...step.cards] }] : [];
    case 'shows':
      return [{ type: 'show', player: seats.indexOf(step.seat), cards: [...step.cards] }];
    case 'mucks':
      return [{ type: 'show', player: seats.indexOf(step.seat), cards: null }];
    case 'uncalled':
    case 'runs twice':
      return [];
  }
}

function moveOf({ action, to }: EventOf<'acts'>, player: number): PhhAction {
  switch (action) {
    case 'fold':
      return { type: 'fold', player };
    case 'check':
    case 'call':
      return { type: 'check-call', player };
    case 'bet':
    case 'raise':
      return { type: 'raise', player, to };
  }
}

function finishingStack({ finishing }: HandRecord, seat: Seat): Chips {
  return finishing.find((player) => player.seat === seat)?.stack ?? 0;
}
