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
  /** True if the seat left of the big blind straddles. Ignored heads-up and when that stack cannot cover twice the big blind. */
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
  const { stakes, smallBlind, bigBlind } = input;
  const left = new Map(input.seats.map(({ seat, stack }) => [seat, stack]));
  const posts: Post[] = [];
  const post = (seat: Seat, kind: PostKind, owed: Chips) => {
    if (owed === 0) return;
    const stack = left.get(seat) ?? 0;
    const amount = Math.min(owed, stack);
    left.set(seat, stack - amount);
    posts.push({ seat, kind, amount, owed });
  };

  if (stakes.anteRule === 'each') for (const { seat } of input.seats) post(seat, 'ante', stakes.ante);
  if (smallBlind !== null) post(smallBlind, 'small-blind', stakes.smallBlind);
  post(bigBlind, 'big-blind', stakes.bigBlind);
  const straddler = input.straddle ? straddleSeat(input) : null;
  const straddles = straddler !== null && (left.get(straddler) ?? 0) >= STRADDLE_BIG_BLINDS * stakes.bigBlind;
  for (const { seat, big, small } of input.owed) {
    if (big && !(straddles && seat === straddler)) post(seat, 'missed-big-blind', stakes.bigBlind);
    if (small) post(seat, 'missed-small-blind', stakes.smallBlind);
  }
  if (straddles) post(straddler, 'straddle', STRADDLE_BIG_BLINDS * stakes.bigBlind);
  if (stakes.anteRule === 'big-blind') post(bigBlind, 'big-blind-ante', stakes.ante);
  return posts;
}

/** The only seat that may straddle: the first left of the big blind; null heads-up. */
export function straddleSeat(input: Pick<PostsInput, 'seats' | 'bigBlind'>): Seat | null {
  if (input.seats.length < 3) return null;
  const at = input.seats.findIndex(({ seat }) => seat === input.bigBlind);
  return input.seats[(at + 1) % input.seats.length]?.seat ?? null;
}

/** A bomb pot: every dealt-in seat antes, nobody posts a blind and there is no betting before the flop. */
export function bombPotPosts(seats: readonly SeatStack[], ante: Chips): Post[] {
  return seats.map(({ seat, stack }) => ({ seat, kind: 'ante', amount: Math.min(ante, stack), owed: ante }));
}
