import type { PhhHand } from './phh.ts';
import type { Post, PostKind } from './posts.ts';
import type { Chips } from './seats.ts';

/**
 * The posts of a hand read from a file, by player, in the order in which the chips go in. Heads-up the listed blinds are crossed: player 0
 * pays the big one. Behind the blinds, more than the big blind is a straddle, anything else a live post. A single ante, the big blind's,
 * is paid after the blind; antes of several come first.
 */
export function phhPosts(hand: PhhHand): Post[] {
  const left = [...hand.startingStacks];
  const posts: Post[] = [];
  const post = (seat: number, kind: PostKind, owed: Chips) => {
    if (owed === 0) return;
    const amount = Math.min(owed, left[seat] as Chips);
    left[seat] = (left[seat] as Chips) - amount;
    posts.push({ seat, kind, amount, owed });
  };

  const isHeadsUp = hand.startingStacks.length === 2;
  const smallBlind = isHeadsUp ? 1 : 0;
  const bigBlind = isHeadsUp ? 0 : 1;
  const bigBlindAntes = hand.antes.every((ante, player) => ante === 0 || player === bigBlind);
  const [small = 0, big = 0, ...others] = hand.blindsOrStraddles;

  if (!bigBlindAntes)
    hand.antes.forEach((ante, player) => {
      post(player, 'ante', ante);
    });
  post(smallBlind, 'small-blind', small);
  post(bigBlind, 'big-blind', big);
  others.forEach((amount, at) => {
    post(at + 2, amount > big ? 'straddle' : 'missed-big-blind', amount);
  });
  if (bigBlindAntes) post(bigBlind, 'big-blind-ante', hand.antes[bigBlind] ?? 0);
  return posts;
}
