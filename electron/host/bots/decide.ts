import { type Action, canStillWin, FULL_BOARD, parseCards, strength } from '../../../shared/poker/index.ts';
import type { TableView } from '../../../shared/view/tableView.ts';
import type { Command, Temperament } from '../../ipc.ts';
import { happens, type Random } from './chance.ts';
import { playPostflop } from './postflop.ts';
import { playPreflop } from './preflop.ts';
import { questionOf } from './question.ts';
import { spotOf } from './spot.ts';
import { TRAITS, type Traits } from './temperament.ts';

type CommandOf<K extends Command['type']> = Omit<Extract<Command, { type: K }>, 'tableId'>;

/** What a bot does: a command as the page would send it for a person. */
export type BotDecision =
  | CommandOf<'act'>
  | CommandOf<'runTwice'>
  | CommandOf<'show'>
  | CommandOf<'muck'>
  | CommandOf<'topUp'>
  | CommandOf<'sitOut'>;

/**
 * What a bot of this temperament does about the question that its view puts; null: nothing. Meant to be called
 * once for each question (`questionOf(view).key`): a second call may decide otherwise.
 */
export function decide(view: TableView, temperament: Temperament, random: Random): BotDecision | null {
  const traits = TRAITS[temperament];
  switch (questionOf(view)?.ask) {
    case undefined:
      return null;
    case 'move':
      return {
        type: 'act',
        hand: view.handNumber,
        turn: view.actor?.turn ?? 0,
        action: chooseAction(view, traits, random),
      };
    case 'run twice':
      return { type: 'runTwice', agree: happens(traits.runTwice, random) };
    case 'show':
      return chooseToShow(view, traits, random);
    case 'buy in':
      return { type: 'topUp', amount: chooseBuyIn(view, traits) };
    case 'sit in':
      return { type: 'sitOut', sitOut: false };
  }
}

function chooseAction(view: TableView, traits: Traits, random: Random): Action {
  const spot = spotOf(view);
  if (!spot) return view.legal?.canCheck ? { type: 'check' } : { type: 'fold' };
  return spot.board.length === 0 ? playPreflop(spot, traits, random) : playPostflop(spot, traits, random);
}

/** At a showdown a hand that can win is shown and any other mucked; after folds a winner shows now and then. */
function chooseToShow(view: TableView, traits: Traits, random: Random): BotDecision | null {
  if (view.phase === 'runout') return { type: 'show' };
  if (view.phase === 'showdown') return { type: mayWin(view) ? 'show' : 'muck' };
  const hasWon = view.winners.some(({ seat }) => seat === view.mySeat);
  return hasWon && happens(traits.show, random) ? { type: 'show' } : null;
}

/** True unless the hands shown so far beat this seat's for every pot on every board. */
function mayWin({ seats, boards, pots, mySeat }: TableView): boolean {
  const strengthsOf = (cards: readonly (string | null)[]) =>
    cards.length === 0 || cards.includes(null)
      ? null
      : boards.map((board) => strength(parseCards([...cards, ...board].join('')) ?? []));
  const own = seats.find(({ seat }) => seat === mySeat);
  if (!own || boards.some((board) => board.length < FULL_BOARD)) return true;

  const shown = boards.map(() => new Map<number, number>());
  for (const { seat, cards } of seats) {
    if (seat === own.seat) continue;
    for (const [board, value] of (strengthsOf(cards) ?? []).entries()) shown[board]?.set(seat, value);
  }
  const strengths = strengthsOf(own.cards);
  return strengths === null || canStillWin(own.seat, strengths, pots, shown);
}

/** Whole big blinds where the limits leave room for them. */
function chooseBuyIn({ rebuy, settings }: TableView, traits: Traits): number {
  const { min, max } = rebuy ?? { min: settings.minBuyIn, max: settings.maxBuyIn };
  const wished = min + traits.buyIn * (max - min);
  const whole = Math.round(wished / settings.bigBlind) * settings.bigBlind;
  return Math.min(max, Math.max(min, whole));
}
