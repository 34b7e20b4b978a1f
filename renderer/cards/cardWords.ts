export type Suit = 's' | 'h' | 'd' | 'c';

export interface Face {
  /** As drawn: "A", "10", "9". */
  rank: string;
  suit: Suit;
  /** As spoken: "ace of spades". */
  words: string;
}

const RANK_WORDS: Readonly<Record<string, string>> = {
  A: 'ace',
  K: 'king',
  Q: 'queen',
  J: 'jack',
  T: 'ten',
  '9': 'nine',
  '8': 'eight',
  '7': 'seven',
  '6': 'six',
  '5': 'five',
  '4': 'four',
  '3': 'three',
  '2': 'two',
};

const SUIT_WORDS: Readonly<Record<Suit, string>> = { s: 'spades', h: 'hearts', d: 'diamonds', c: 'clubs' };

/** "Td" -> rank "10", suit d, "ten of diamonds"; null for anything that is not a card. */
export function readFace(card: string): Face | null {
  const rank = card[0];
  const suit = card[1];
  if (card.length !== 2 || rank === undefined || !isSuit(suit)) return null;
  const rankWord = RANK_WORDS[rank];
  if (rankWord === undefined) return null;
  return { rank: rank === 'T' ? '10' : rank, suit, words: `${rankWord} of ${SUIT_WORDS[suit]}` };
}

function isSuit(letter: string | undefined): letter is Suit {
  return letter !== undefined && letter in SUIT_WORDS;
}
