import type { PostKind, Seat } from '../../poker/index.ts';
import type { PhhHand } from '../../poker/phh.ts';
import { phhPosts } from '../../poker/phhPosts.ts';
import { type Game, newcomer, newGame } from '../game.ts';
import type { HandStart } from '../hand.ts';
import { PLAIN_RULES, type Settings } from '../settings.ts';
import { nameOf, OffScript } from './script.ts';

/** Who orders the inputs and deals. */
export const DEALER = 'dealer';
/** Every file is one hand. */
export const HAND = 1;

const BOT = false;

/** The device of a player of the file. */
export function deviceOf(seat: Seat): string {
  return nameOf(seat);
}

/**
 * A hand from a file before its first card: players are seated in the file's order, the last one on the button.
 * @throws OffScript when the file's least bet is below its big blind.
 */
export function startOf(hand: PhhHand): { start: HandStart; game: Game } {
  const posts = phhPosts(hand);
  const owed = (kind: PostKind) => posts.find((post) => post.kind === kind)?.owed ?? 0;
  const [smallBlind, bigBlind] = [owed('small-blind'), owed('big-blind')];
  if (hand.minBet < bigBlind) {
    throw new OffScript(`The least bet is ${hand.minBet}, below the big blind of ${bigBlind}.`);
  }
  const players = hand.startingStacks.map((stack, seat) => ({
    seat,
    device: deviceOf(seat),
    name: nameOf(seat),
    stack,
  }));
  const settings = settingsOf(hand, smallBlind);
  const seated = players.map((player) => newcomer({ ...player, bot: BOT }, { dealt: 0, settings }));
  const start: HandStart = {
    hand: HAND,
    players,
    button: players.length - 1,
    smallBlind,
    bigBlind: hand.minBet,
    posts,
    bombPot: false,
  };
  return {
    start,
    game: {
      ...newGame(DEALER, settings, { name: 'Dealer', avatar: 0, practice: true, standIn: true }),
      paused: false,
      seated,
    },
  };
}

/** A table without clocks and extras; what concerns coming and going is never asked for in one hand. */
function settingsOf({ startingStacks, minBet }: PhhHand, smallBlind: number): Settings {
  return {
    ...PLAIN_RULES,
    maxSeats: startingStacks.length,
    smallBlind,
    bigBlind: minBet,
    minBuyIn: minBet,
    maxBuyIn: minBet,
  };
}
