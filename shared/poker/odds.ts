import { type Card, DECK_SIZE } from './cards.ts';
import { FULL_BOARD, HOLE_CARDS } from './runout.ts';
import { type Strength, strength7 } from './strength.ts';

export interface OddsInput {
  hole: readonly [Card, Card];
  /** 0, 3, 4 or 5 cards. */
  board: readonly Card[];
  /** Opponents with unknown cards, 1..9. */
  opponents: number;
  /** How many random deals to look at, at least 1. */
  samples: number;
  /** A number in [0, 1), as from a seeded generator. */
  random: () => number;
}

/** Fractions of 1; `equity` counts a split pot as the share won. Advice for a bot or the screen, never the game's own decision. */
export interface Odds {
  win: number;
  tie: number;
  equity: number;
}

/** Estimates by sampling the chance to win at showdown against random hands. */
export function estimateOdds({ hole, board, opponents, samples, random }: OddsInput): Odds {
  const known = new Set([...hole, ...board]);
  const unseen = Array.from({ length: DECK_SIZE }, (_, card) => card).filter((card) => !known.has(card));
  const missing = FULL_BOARD - board.length;
  const full = [...board, ...new Array<Card>(missing).fill(0)];
  let wins = 0;
  let ties = 0;
  let shares = 0;
  for (let sample = 0; sample < samples; sample++) {
    drawToFront(unseen, missing + opponents * HOLE_CARDS, random);
    for (let at = 0; at < missing; at++) full[board.length + at] = unseen[at] as Card;
    const own = strengthWith(full, hole[0], hole[1]);
    let equals = 0;
    let beaten = false;
    for (let rival = 0; rival < opponents && !beaten; rival++) {
      const at = missing + rival * HOLE_CARDS;
      const theirs = strengthWith(full, unseen[at] as Card, unseen[at + 1] as Card);
      if (theirs === own) equals++;
      beaten = theirs > own;
    }
    if (beaten) continue;
    if (equals === 0) wins++;
    else ties++;
    shares += 1 / (equals + 1);
  }
  return { win: wins / samples, tie: ties / samples, equity: shares / samples };
}

function strengthWith(board: readonly Card[], first: Card, second: Card): Strength {
  const [a, b, c, d, e] = board as [Card, Card, Card, Card, Card];
  return strength7(a, b, c, d, e, first, second);
}

/** Moves `count` cards drawn at random to the front: the first steps of a Fisher-Yates shuffle. */
function drawToFront(cards: Card[], count: number, random: () => number): void {
  for (let at = 0; at < count; at++) {
    const from = at + Math.floor(random() * (cards.length - at));
    const drawn = cards[from] as Card;
    cards[from] = cards[at] as Card;
    cards[at] = drawn;
  }
}
