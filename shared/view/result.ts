import { strength, strengthName } from '../poker/index.ts';
import { bestFive } from './bestFive.ts';
import { type EventOf, type HandStory, isWonByFolds } from './handStory.ts';
import type { WinnerView } from './tableView.ts';
import { cardTexts, potName } from './words.ts';

/** Who won what, and why, in the order in which the pots were pushed. */
export function winners(story: HandStory): WinnerView[] {
  return story.wins.map((win) => ({
    seat: win.seat,
    amount: win.amount,
    pot: potName(win),
    why: reason(win, story),
    cards: winningCards(win, story),
  }));
}

/** "two pair, aces and nines, king kicker", "everyone else folded". */
export function reason(win: EventOf<'wins'>, story: HandStory): string {
  const cards = winnersCards(win, story);
  if (cards) return strengthName(strength(cards));
  return isWonByFolds(story) ? 'everyone else folded' : 'nobody else could win it';
}

function winningCards(win: EventOf<'wins'>, story: HandStory): string[] {
  const cards = winnersCards(win, story);
  return cards ? cardTexts(bestFive(cards)) : [];
}

/** The cards a pot was won with; null when nobody's cards decided. */
function winnersCards({ seat, board }: EventOf<'wins'>, { shown, boards }: HandStory) {
  const hole = shown.get(seat);
  const common = board === null ? undefined : boards[board];
  return hole && common ? [...hole, ...common] : null;
}
