import { type Card, formatCard, formatCards, parseCard } from './cards.ts';
import type { Chips } from './seats.ts';

/** A card that the file does not know ('??') is null. */
export type PhhCard = Card | null;

/** Players count from 0 here and from 1 ('p1') in the text. */
export type PhhAction =
  | { type: 'deal-hole'; player: number; cards: PhhCard[] }
  | { type: 'deal-board'; cards: Card[] }
  | { type: 'fold'; player: number }
  | { type: 'check-call'; player: number }
  /** A bet or raise to this total on the street. */
  | { type: 'raise'; player: number; to: Chips }
  /** `cards` null: a muck. */
  | { type: 'show'; player: number; cards: PhhCard[] | null };

const EXPECTED_ACTION =
  "an action: 'd dh pN CARDS', 'd db CARDS', 'pN f', 'pN cc', 'pN cbr AMOUNT' or 'pN sm [CARDS]'";
const EXPECTED_HOLE = "two hole cards as in 'AsTd', '????' if unknown";
const EXPECTED_BOARD = "board cards as in 'AsTd2c'";
const EXPECTED_AMOUNT = 'a whole number of chips after cbr';

const UNKNOWN_CARD = '??';
const COMMENT = /#.*$/;

/** An action, null for one that is only a comment, or what was expected instead. */
export function parseAction(text: string, players: number): PhhAction | null | { expected: string } {
  const words = text.replace(COMMENT, '').trim().split(/\s+/);
  const [subject, verb, ...rest] = words;
  if (subject === '' && words.length === 1) return null;
  if (subject === 'd') return parseDeal(verb, rest, players);
  const player = parsePlayer(subject, players);
  if (player === null) return { expected: expectedPlayer(players) };
  const [argument] = rest;
  if (verb === 'f' && rest.length === 0) return { type: 'fold', player };
  if (verb === 'cc' && rest.length === 0) return { type: 'check-call', player };
  if (verb === 'cbr') {
    const to = /^\d+$/.test(argument ?? '') && rest.length === 1 ? Number(argument) : Number.NaN;
    return Number.isSafeInteger(to) ? { type: 'raise', player, to } : { expected: EXPECTED_AMOUNT };
  }
  if (verb === 'sm' && rest.length === 0) return { type: 'show', player, cards: null };
  if (verb === 'sm') {
    const cards = parseHole(rest);
    return cards === null ? { expected: EXPECTED_HOLE } : { type: 'show', player, cards };
  }
  return { expected: EXPECTED_ACTION };
}

/** Writes an action as parseAction reads it. */
export function formatAction(action: PhhAction): string {
  switch (action.type) {
    case 'deal-hole':
      return `d dh ${formatPlayer(action.player)} ${formatHole(action.cards)}`;
    case 'deal-board':
      return `d db ${formatCards(action.cards)}`;
    case 'fold':
      return `${formatPlayer(action.player)} f`;
    case 'check-call':
      return `${formatPlayer(action.player)} cc`;
    case 'raise':
      return `${formatPlayer(action.player)} cbr ${action.to}`;
    case 'show':
      return action.cards === null
        ? `${formatPlayer(action.player)} sm`
        : `${formatPlayer(action.player)} sm ${formatHole(action.cards)}`;
  }
}

function parseDeal(
  verb: string | undefined,
  rest: string[],
  players: number,
): PhhAction | { expected: string } {
  if (verb === 'db') {
    const cards = parseEach(rest.join(''));
    if (cards === null || cards.length === 0 || cards.includes(null)) return { expected: EXPECTED_BOARD };
    return { type: 'deal-board', cards: cards as Card[] };
  }
  if (verb !== 'dh') return { expected: EXPECTED_ACTION };
  const player = parsePlayer(rest[0], players);
  if (player === null) return { expected: expectedPlayer(players) };
  const cards = parseHole(rest.slice(1));
  return cards === null ? { expected: EXPECTED_HOLE } : { type: 'deal-hole', player, cards };
}

function parseHole(words: readonly string[]): PhhCard[] | null {
  const cards = parseEach(words.join(''));
  return cards?.length === 2 ? cards : null;
}

function parseEach(text: string): PhhCard[] | null {
  const cards: PhhCard[] = [];
  for (let at = 0; at < text.length; at += 2) {
    const letters = text.slice(at, at + 2);
    const card = letters === UNKNOWN_CARD ? null : parseCard(letters);
    if (card === null && letters !== UNKNOWN_CARD) return null;
    cards.push(card);
  }
  return cards;
}

function parsePlayer(text: string | undefined, players: number): number | null {
  const number = /^p[1-9]\d*$/.test(text ?? '') ? Number(text?.slice(1)) : 0;
  return number >= 1 && number <= players ? number - 1 : null;
}

function expectedPlayer(players: number): string {
  return `a player, p1 to p${players}, or the dealer d`;
}

function formatPlayer(player: number): string {
  return `p${player + 1}`;
}

function formatHole(cards: readonly PhhCard[]): string {
  return cards.map((card) => (card === null ? UNKNOWN_CARD : formatCard(card))).join('');
}
