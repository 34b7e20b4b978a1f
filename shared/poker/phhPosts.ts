import type { PhhHand } from './phh.ts';
import { type Due, type Post, type PostKind, payInOrder } from './posts.ts';
import type { Chips } from './seats.ts';

/**
 * The posts of a hand read from a file, by player, in the order in which the chips go in. Heads-up the listed blinds are crossed: player 0
 * pays the big one. Behind the blinds, more than the big blind is a straddle, anything else a live post. A single ante, the big blind's,
 * is paid after the blind; antes of several come first.
 */
export function phhPosts(hand: PhhHand): Post[] {
  const isHeadsUp = hand.startingStacks.length === 2;
  const bigAt = !isHeadsUp && isSmallBlindDead(hand) ? 0 : 1;
  const big = hand.blindsOrStraddles[bigAt] ?? 0;
  const seatAt = (at: number) => (isHeadsUp ? 1 - at : at);
  const kindOf = (owed: Chips, at: number): PostKind => {
    if (at === bigAt) return 'big-blind';
    if (at < bigAt) return 'small-blind';
    return owed > big ? 'straddle' : 'missed-big-blind';
  };
  const blinds = hand.blindsOrStraddles.map(
    (owed, at): Due => ({ seat: seatAt(at), kind: kindOf(owed, at), owed }),
  );
  const bigBlind = seatAt(bigAt);
  const onlyBigBlindAntes = hand.antes.every((ante, player) => ante === 0 || player === bigBlind);
  const antes = hand.antes.map(
    (owed, seat): Due => ({ seat, kind: onlyBigBlindAntes ? 'big-blind-ante' : 'ante', owed }),
  );
  const seats = hand.startingStacks.map((stack, seat) => ({ seat, stack }));
  return payInOrder(seats, onlyBigBlindAntes ? [...blinds, ...antes] : [...antes, ...blinds]);
}

/** Nobody pays a small blind if the first player pays the big one; two equal blinds are a small and a big one. */
function isSmallBlindDead({ blindsOrStraddles: [first = 0, second = 0], minBet }: PhhHand): boolean {
  return first >= minBet && first !== second;
}
