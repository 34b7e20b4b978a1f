/** A card as an integer 0..51: rank * 4 + suit. Rank 0 is the deuce, 12 the ace; suit 0 clubs, 1 diamonds, 2 hearts, 3 spades. */
export type Card = number;

export const DECK_SIZE = 52;
export const RANK_COUNT = 13;
export const SUIT_COUNT = 4;

const RANK_LETTERS = '23456789TJQKA';
const SUIT_LETTERS = 'cdhs';

/** The card of a rank 0..12 and a suit 0..3. */
export function makeCard(rank: number, suit: number): Card {
  return rank * SUIT_COUNT + suit;
}

/** Rank 0 (deuce) .. 12 (ace). */
export function rankOf(card: Card): number {
  return card >> 2;
}

/** Suit 0 clubs, 1 diamonds, 2 hearts, 3 spades. */
export function suitOf(card: Card): number {
  return card & 3;
}

/** True for an integer 0..51. */
export function isCard(value: unknown): value is Card {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < DECK_SIZE;
}

/** Reads rank and suit letters as in 'As' or 'Td'; null for anything else. Letters are case-sensitive, as PHH writes them. */
export function parseCard(text: string): Card | null {
  if (text.length !== 2) return null;
  const rank = RANK_LETTERS.indexOf(text.charAt(0));
  const suit = SUIT_LETTERS.indexOf(text.charAt(1));
  return rank < 0 || suit < 0 ? null : makeCard(rank, suit);
}

/** Reads cards written without a gap or with blanks between ('AsKd', 'As Kd'); null if any is not a card. */
export function parseCards(text: string): Card[] | null {
  const letters = text.replaceAll(' ', '');
  if (letters.length % 2 !== 0) return null;
  const cards: Card[] = [];
  for (let at = 0; at < letters.length; at += 2) {
    const card = parseCard(letters.slice(at, at + 2));
    if (card === null) return null;
    cards.push(card);
  }
  return cards;
}

/** 'As' for the ace of spades. Throws RangeError for anything that is not a card. */
export function formatCard(card: Card): string {
  if (!isCard(card)) throw new RangeError(`not a card: ${card}`);
  return RANK_LETTERS.charAt(rankOf(card)) + SUIT_LETTERS.charAt(suitOf(card));
}

/** 'AsKd'. */
export function formatCards(cards: readonly Card[]): string {
  return cards.map(formatCard).join('');
}

/** The 52 cards in ascending order. */
export function fullDeck(): Card[] {
  return Array.from({ length: DECK_SIZE }, (_, card) => card);
}
