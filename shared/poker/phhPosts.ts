import type { PhhHand } from './phh.ts';
import { type Due, type Post, payInOrder } from './posts.ts';

/**
 * The posts of a hand read from a file, by player, in the order in which the chips go in. Heads-up the listed blinds are crossed: player 0
 * pays the big one. Behind the blinds, more than the big blind is a straddle, anything else a live post. A single ante, the big blind's,
 * is paid after the blind; antes of several come first.
 */
export function phhPosts(hand: PhhHand): Post[] {
  const isHeadsUp = hand.startingStacks.length === 2;
  const bigBlind = isHeadsUp ? 0 : 1;
  const [small = 0, big = 0, ...others] = hand.blindsOrStraddles;
  const blinds: Due[] = [
    { seat: isHeadsUp ? 1 : 0, kind: 'small-blind', owed: small },
    { seat: bigBlind, kind: 'big-blind', owed: big },
    ...others.map(
      (owed, at): Due => ({ seat: at + 2, kind: owed > big ? 'straddle' : 'missed-big-blind', owed }),
    ),
  ];
  const onlyBigBlindAntes = hand.antes.every((ante, player) => ante === 0 || player === bigBlind);
  const antes = hand.antes.map(
    (owed, seat): Due => ({ seat, kind: onlyBigBlindAntes ? 'big-blind-ante' : 'ante', owed }),
  );
  const seats = hand.startingStacks.map((stack, seat) => ({ seat, stack }));
  return payInOrder(seats, onlyBigBlindAntes ? [...blinds, ...antes] : [...antes, ...blinds]);
}
