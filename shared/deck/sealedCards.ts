import { sameBytes, toBytes } from '../process/plain.ts';
import { type Ciphertext, readDeck } from './ciphertexts.ts';
import { deckContext, hashOf } from './contexts.ts';
import { add, isPoint, type Point } from './group.ts';
import { ownerOf, samePlaces } from './indexMap.ts';
import { POINT_BYTES, type PublicDeck, type Shares } from './messages.ts';
import { areSharesRight, type ShareStatement } from './shareProof.ts';
import { sliced } from './sliced.ts';
import { thresholdKeyOf } from './thresholdKey.ts';

/** A finished deck as its arithmetic needs it. */
export interface SealedCards {
  readonly deck: PublicDeck;
  /** ctxD. */
  readonly context: Uint8Array;
  readonly cards: readonly Ciphertext[];
  /** X. */
  readonly key: Point;
  /** X_j of each holder. */
  readonly shareKeys: readonly Point[];
  /** B_1, B_2 of each holder. */
  readonly blinds: readonly (readonly Point[])[];
}

/** Reads a finished deck; null: its cards, blinds or keys are none. */
export function readSealedCards(deck: PublicDeck): SealedCards | null {
  const cards = readDeck(deck.cards);
  const keys = thresholdKeyOf(deck.commitments);
  const blinds = deck.blinds.map((both) => sliced(both, POINT_BYTES));
  if (!cards || !keys || !blinds.flat().every((point) => isPoint(point))) return null;
  return { deck, context: deckContext(deck.deals, deck.cards), cards, ...keys, blinds };
}

/** What a holder's shares of some cards are about (steps 7, 8, 10 and 12). */
export interface ShareRequest {
  readonly kind: Shares['kind'];
  /** The state hash of the entry from which on the cards may be opened. */
  readonly state: Uint8Array;
  /** Places in the deck. */
  readonly cards: readonly number[];
}

/**
 * What a holder proves its shares of: bases Q = C1_k, and for hole cards Q = C1_k + B_(q,r), so that nobody but their owner
 * can open them (step 8). Null: some card has no owner, or there is no such card.
 */
export function shareStatement(
  sealed: SealedCards,
  request: ShareRequest,
  holder: number,
): ShareStatement | null {
  const bases: Point[] = [];
  for (const card of request.cards) {
    const c1 = sealed.cards[card]?.c1;
    const blind = request.kind === 'HOLE' ? blindOf(sealed, card) : undefined;
    if (!c1 || blind === null) return null;
    bases.push(blind ? add(c1, blind) : c1);
  }
  const key = sealed.shareKeys[holder];
  return key ? { context: shareContext(sealed, request), holder, key, bases } : null;
}

/** sctx = H(ctxD, type, stateHash, indices). */
function shareContext({ context }: SealedCards, { kind, state, cards }: ShareRequest): Uint8Array {
  return hashOf('shares', context, toBytes(kind), state, toBytes([...cards]));
}

/** The B that hides a card from all but its owner; null: it is nobody's. */
export function blindOf({ blinds }: SealedCards, card: number): Point | null {
  const owner = ownerOf(card, blinds.length);
  return owner && (blinds[owner.holder]?.[owner.round] ?? null);
}

/** Whether a holder's message holds right shares of exactly these cards, given for this state. */
export function areRightShares(
  sealed: SealedCards,
  request: ShareRequest,
  holder: number,
  message: Shares,
): boolean {
  const { kind, state, cards } = request;
  const isAbout =
    message.kind === kind &&
    sameBytes(message.handId, sealed.deck.handId) &&
    sameBytes(message.state, state) &&
    samePlaces(message.cards, cards) &&
    message.shares.length === cards.length * POINT_BYTES;
  const statement = isAbout ? shareStatement(sealed, request, holder) : null;
  return statement !== null && areSharesRight(statement, sliced(message.shares, POINT_BYTES), message.proof);
}
