/**
 * Which place in the deck goes to whom: a fixed function of the number of players (DECK.md, step 2), so that
 * nobody chooses a card. With n holders in the order of the deck's roster: hole card r of player q is r*n+q, the board is 2n..2n+4, a second
 * run's board 2n+5..2n+9.
 */
export const BOARD_CARDS = 5;
/** Rounds of hole cards. */
const HOLE_ROUNDS = 2;

/** @param round 0 or 1 @param player place in dealing order, 0..players-1 */
export function holeIndex(round: number, player: number, players: number): number {
  return round * players + player;
}

/** @param place 0..4 @param run 0, or 1 for the second run */
export function boardIndex(place: number, run: number, players: number): number {
  return 2 * players + run * BOARD_CARDS + place;
}

/** Whose hole card lies at a place, and of which round; null: it is nobody's. */
export function ownerOf(
  card: number,
  players: number,
): { readonly holder: number; readonly round: number } | null {
  const isHole = card >= 0 && card < HOLE_ROUNDS * players;
  return isHole ? { holder: card % players, round: Math.floor(card / players) } : null;
}

/** Whether these are the same places of a deck, in the same order. */
export function samePlaces(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((place, at) => place === b[at]);
}
