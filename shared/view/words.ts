/** Pieces of sentences that several parts of the view use. */
import { type Card, type Chips, formatCard } from '../poker/index.ts';
import type { EventOf } from './handStory.ts';

/** An amount inside words; the page writes it in chips or in big blinds. */
export function chips(amount: Chips): string {
  return `{${amount}}`;
}

/** "As", "Kd", "7h" */
export function cardTexts(cards: readonly Card[]): string[] {
  return cards.map(formatCard);
}

/** "As Kd 7h" */
export function cardsInWords(cards: readonly Card[]): string {
  return cardTexts(cards).join(' ');
}

/** "Ada", "Ada and Bob", "Ada, Bob and Cleo". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What a player did, as it follows the name: "raises to {120}", "is all-in for {300}". */
export function actionWords({ action, added, to, allIn }: EventOf<'acts'>): string {
  switch (action) {
    case 'fold':
      return 'folds';
    case 'check':
      return 'checks';
    case 'call':
      return `calls ${chips(added)}${allIn ? ', all-in' : ''}`;
    case 'bet':
      return allIn ? `is all-in for ${chips(to)}` : `bets ${chips(to)}`;
    case 'raise':
      return allIn ? `is all-in for ${chips(to)}` : `raises to ${chips(to)}`;
  }
}

/** Which pot, on which board: "pot", "main pot", "side pot 1", "second board", "main pot, first board". */
export function potName({ pot, pots, board, boards }: EventOf<'wins'>): string {
  const name = pots === 1 ? 'pot' : pot === 0 ? 'main pot' : `side pot ${pot}`;
  if (board === null || boards === 1) return name;
  const boardName = boardNameOf(board);
  return pots === 1 ? boardName : `${name}, ${boardName}`;
}

/** @param board 0, or 1 for the second one */
export function boardNameOf(board: number): string {
  return board === 0 ? 'first board' : 'second board';
}
