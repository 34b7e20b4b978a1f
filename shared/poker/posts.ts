import type { Chips, Seat } from './seats.ts';

/**
 * Chips that a seat must put in before it sees a card.
 * Live posts count as the seat's bet before the flop; dead ones go to the pot and match nothing.
 */
export interface Post {
  seat: Seat;
  kind: PostKind;
  /** What was paid: `owed`, or all that the stack still held. */
  amount: Chips;
  owed: Chips;
}

export type PostKind =
  | 'ante'
  | 'big-blind-ante'
  | 'small-blind'
  | 'big-blind'
  | 'straddle'
  /** A newcomer's or returning player's big blind, from any other position: live. */
  | 'missed-big-blind'
  /** A returning player's small blind: dead. */
  | 'missed-small-blind';

export type AnteRule = 'none' | 'each' | 'big-blind';

export interface Stakes {
  smallBlind: Chips;
  bigBlind: Chips;
  /** 'each': every dealt-in seat antes `ante`; 'big-blind': the big blind antes `ante` for all; 'none': `ante` is not read. */
  anteRule: AnteRule;
  ante: Chips;
}

/** A seat of the hand with its chips before anything is posted. */
export interface SeatStack {
  seat: Seat;
  stack: Chips;
}

/** What a seat must make up before it is dealt in again (see button.ts). */
export interface OwedPost {
  seat: Seat;
  /** A live big blind. */
  big: boolean;
  /** A dead small blind. */
  small: boolean;
}

export interface PostsInput {
  stakes: Stakes;
  /** The dealt-in seats in dealing order: first seat left of the button first. */
  seats: readonly SeatStack[];
  /** Who posts the small blind; null when it is dead. */
  smallBlind: Seat | null;
  bigBlind: Seat;
  owed: readonly OwedPost[];
  /** True if the seat left of the big blind straddles. Ignored heads-up and when that stack does not cover it. */
  straddle: boolean;
}

export const STRADDLE_BIG_BLINDS = 2;

/** Live posts count as the seat's bet on the first street. */
export function isLive(post: Post): boolean {
  return LIVE_KINDS.includes(post.kind);
}

const LIVE_KINDS: readonly PostKind[] = ['small-blind', 'big-blind', 'straddle', 'missed-big-blind'];

/** True for antes of either kind. */
export function isAnte(post: Post): boolean {
  return post.kind === 'ante' || post.kind === 'big-blind-ante';
}

/**
 * Every post of a hand in the order in which the chips go in: antes of all, small blind, big blind, then what returning players owe,
 * the straddle, and last the big-blind ante ("blind first, then ante"). A short stack pays what it has; none goes below zero.
 */
export function forcedPosts(input: PostsInput): Post[] {
  return payInOrder(input.seats, duesInOrder(input));
}

/** The only seat that may straddle: the first left of the big blind; null heads-up. */
export function straddleSeat(input: Pick<PostsInput, 'seats' | 'bigBlind'>): Seat | null {
  if (input.seats.length < 3) return null;
  const at = input.seats.findIndex(({ seat }) => seat === input.bigBlind);
  return input.seats[(at + 1) % input.seats.length]?.seat ?? null;
}

/** A bomb pot: every dealt-in seat antes, nobody posts a blind and there is no betting before the flop. */
export function bombPotPosts(seats: readonly SeatStack[], ante: Chips): Post[] {
  return payInOrder(
    seats,
    seats.map(({ seat }) => ({ seat, kind: 'ante', owed: ante })),
  );
}

/** What a seat has to pay, whether or not it has the chips. */
export type Due = Omit<Post, 'amount'>;

/** Pays dues one after the other from the stacks, each as far as the stack still reaches; a due of 0 is left out. */
export function payInOrder(seats: readonly SeatStack[], dues: readonly Due[]): Post[] {
  const left = new Map(seats.map(({ seat, stack }) => [seat, stack]));
  return dues
    .filter(({ owed }) => owed > 0)
    .map(({ seat, kind, owed }) => {
      const stack = left.get(seat) ?? 0;
      const amount = Math.min(owed, stack);
      left.set(seat, stack - amount);
      return { seat, kind, amount, owed };
    });
}

function duesInOrder(input: PostsInput): Due[] {
  const { stakes, seats, smallBlind, bigBlind } = input;
  const straddler = willingStraddler(input);
  const dues: Due[] = [];
  if (stakes.anteRule === 'each')
    for (const { seat } of seats) dues.push({ seat, kind: 'ante', owed: stakes.ante });
  if (smallBlind !== null) dues.push({ seat: smallBlind, kind: 'small-blind', owed: stakes.smallBlind });
  dues.push({ seat: bigBlind, kind: 'big-blind', owed: stakes.bigBlind });
  for (const { seat, big, small } of input.owed) {
    // A straddle covers the big blind that its seat would have made up.
    if (big && seat !== straddler) dues.push({ seat, kind: 'missed-big-blind', owed: stakes.bigBlind });
    if (small) dues.push({ seat, kind: 'missed-small-blind', owed: stakes.smallBlind });
  }
  if (straddler !== null) dues.push({ seat: straddler, kind: 'straddle', owed: straddleOf(stakes) });
  if (stakes.anteRule === 'big-blind')
    dues.push({ seat: bigBlind, kind: 'big-blind-ante', owed: stakes.ante });
  return dues;
}

/** Who straddles: nobody with fewer chips than that and everything else due from the seat. */
function willingStraddler(input: PostsInput): Seat | null {
  const { stakes, seats, owed } = input;
  const seat = input.straddle ? straddleSeat(input) : null;
  if (seat === null) return null;
  const ante = stakes.anteRule === 'each' ? stakes.ante : 0;
  const deadSmall = owed.some((entry) => entry.seat === seat && entry.small) ? stakes.smallBlind : 0;
  const stack = seats.find((entry) => entry.seat === seat)?.stack ?? 0;
  return stack >= ante + deadSmall + straddleOf(stakes) ? seat : null;
}

function straddleOf({ bigBlind }: Stakes): Chips {
  return STRADDLE_BIG_BLINDS * bigBlind;
}
