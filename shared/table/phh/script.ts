import type { Card } from '../../poker/index.ts';
import type { PhhAction, PhhCard, PhhHand } from '../../poker/phh.ts';
import { formatAction } from '../../poker/phhAction.ts';

/** What happens at the table in the file's order: moves and boards. */
export type ScriptLine = Extract<PhhAction, { type: 'deal-board' | 'fold' | 'check-call' | 'raise' }>;

type ShowAction = Extract<PhhAction, { type: 'show' }>;

/** A file's actions, sorted by who asks for them at a table. */
export interface Script {
  readonly lines: readonly ScriptLine[];
  /** Two a player, as dealt or as shown. */
  readonly holeCards: readonly (readonly PhhCard[])[];
  /** Every board card of the file. */
  readonly board: readonly Card[];
  /** What players did with their cards in the end; absent: the file does not say. */
  readonly claims: ReadonlyMap<number, 'shows' | 'mucks'>;
}

/** The table cannot play what the file says; `message` is a sentence that says why. */
export class OffScript extends Error {
  override name = 'OffScript';
}

const UNKNOWN_HOLE: readonly PhhCard[] = [null, null];

/** @throws OffScript when a player shows other cards than it was dealt. */
export function readScript(hand: PhhHand): Script {
  const lines: ScriptLine[] = [];
  const holeCards = hand.startingStacks.map(() => UNKNOWN_HOLE);
  const board: Card[] = [];
  const claims = new Map<number, 'shows' | 'mucks'>();
  for (const action of hand.actions) {
    switch (action.type) {
      case 'deal-hole':
        holeCards[action.player] = action.cards;
        break;
      case 'show':
        claims.set(action.player, action.cards === null ? 'mucks' : 'shows');
        if (action.cards !== null) {
          holeCards[action.player] = merged(holeCards[action.player] ?? UNKNOWN_HOLE, action);
        }
        break;
      case 'deal-board':
        board.push(...action.cards);
        lines.push(action);
        break;
      default:
        lines.push(action);
    }
  }
  return { lines, holeCards, board, claims };
}

export function isKnown(cards: readonly PhhCard[] | null | undefined): cards is readonly Card[] {
  return cards?.every((card) => card !== null) ?? false;
}

/** What is known of a hand after it was shown. */
function merged(dealt: readonly PhhCard[], { player, cards }: ShowAction): readonly PhhCard[] {
  if (!isKnown(dealt)) return cards ?? dealt;
  const isOther = cards?.some((card) => card !== null && !dealt.includes(card));
  if (isOther) throw new OffScript(`${nameOf(player)} shows other cards than it was dealt.`);
  return dealt;
}

/** A line as the file writes it, with its place among the file's actions. */
export function quoteLine(line: ScriptLine, hand: PhhHand): string {
  return `'${formatAction(line)}' (action ${hand.actions.indexOf(line) + 1})`;
}

/** 'p1' for player 0, as files write it. */
export function nameOf(player: number): string {
  return `p${player + 1}`;
}
