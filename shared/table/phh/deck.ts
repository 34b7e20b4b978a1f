import { boardIndex, holeIndex } from '../../deck/indexMap.ts';
import type { OpenedCard } from '../../deck/openedCard.ts';
import { COMMITMENTS_BYTES, commitCard, SALT_BYTES } from '../../deck/standIn.ts';
import { type Card, DECK_SIZE, FULL_BOARD, fullDeck, strength } from '../../poker/index.ts';
import type { PhhCard } from '../../poker/phh.ts';
import { HASH_BYTES } from '../../process/hash.ts';
import { isKnown, type Script } from './script.ts';

/** Nothing in a file is secret. */
const SALT = new Uint8Array(SALT_BYTES);

/**
 * A deck in which the file's cards lie where the table deals them from. A hand that the file has mucked without naming it
 * gave up its claim: it gets the weakest cards that are left, so that it claims nothing even if the table has
 * it shown. All other places get cards that the file does not name.
 */
export function stackDeck(script: Script): OpenedCard[] {
  const { holeCards, claims } = script;
  const players = holeCards.length;
  const board = script.board.slice(0, FULL_BOARD);
  const named = [...holeCards.flat(), ...board];
  const left = new Set(fullDeck().filter((card) => !named.includes(card)));
  const order: (Card | undefined)[] = [];
  board.forEach((card, at) => {
    order[boardIndex(at, 0, players)] = card;
  });
  holeCards.forEach((cards, player) => {
    const isUnknownMuck = claims.get(player) === 'mucks' && !isKnown(cards);
    const dealt = isUnknownMuck && board.length === FULL_BOARD ? weakest(cards, board, left) : cards;
    dealt.forEach((card, round) => {
      if (card === null) return;
      order[holeIndex(round, player, players)] = card;
      left.delete(card);
    });
  });
  const others = left.values();
  return fullDeck().map((index) => ({
    index,
    card: order[index] ?? (others.next().value as Card),
    proof: SALT,
  }));
}

/** By place and card: with one salt for all there are few, and thousands of decks are made of them. */
const commitments = new Map<number, Uint8Array>();

/** The commitments to a stacked deck: what `commitDeck` makes of it, each made once. */
export function commitStackedDeck(deck: readonly OpenedCard[]): Uint8Array {
  const bytes = new Uint8Array(COMMITMENTS_BYTES);
  for (const opened of deck) {
    const key = opened.index * DECK_SIZE + opened.card;
    const commitment = commitments.get(key) ?? commitCard(opened);
    commitments.set(key, commitment);
    bytes.set(commitment, opened.index * HASH_BYTES);
  }
  return bytes;
}

/** The weakest hand that the unknown ones of two hole cards can be, out of the cards left. */
function weakest(
  [first, second]: readonly PhhCard[],
  board: readonly Card[],
  left: ReadonlySet<Card>,
): Card[] {
  let found: { cards: Card[]; strength: number } | null = null;
  for (const a of first == null ? left : [first]) {
    for (const b of second == null ? left : [second]) {
      if (a === b) continue;
      const cards = [a, b];
      const its = strength([...cards, ...board]);
      if (found === null || its < found.strength) found = { cards, strength: its };
    }
  }
  return found?.cards ?? [];
}
