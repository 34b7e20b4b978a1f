import { sameBytes } from '../process/plain.ts';
import { cardOfPoint } from './cardPoints.ts';
import { IDENTITY, isScalar, isZero, mul, mulBase, multiMul, type Point, type Scalar, sub } from './group.ts';
import { POINT_BYTES, type Shares, thresholdOf } from './messages.ts';
import { areRightShares, blindOf, type SealedCards, type ShareRequest } from './sealedCards.ts';
import { lagrange } from './thresholdKey.ts';

/** All proofs are right and yet a card is none: a fault of the program; nothing may go on (step 13). */
export class NoCard extends Error {
  override name = 'NoCard';
  constructor(index: number) {
    super(`The card at place ${index} of the deck is none of the 52. The hand stops here.`);
  }
}

/** A message of shares, and who sent it. */
export interface SentShares {
  /** Hex of the sender's key. */
  readonly device: string;
  readonly message: Shares;
}

/** Right shares of t holders, by their places in the roster. */
export type Quorum = ReadonlyMap<number, Shares>;

/**
 * The first t holders whose shares are right, each counted once; null: too few. Which t makes no difference.
 * @param sent in the journal's order
 * @param areRight may remember what it was asked before
 * @param areRight remembers, where the same messages are asked about again
 */
export function quorumOf(
  sealed: SealedCards,
  request: ShareRequest,
  sent: readonly SentShares[],
  areRight: typeof areRightShares = areRightShares,
): Quorum | null {
  const { roster } = sealed.deck;
  const right = new Map<number, Shares>();
  for (const { device, message } of sent) {
    const holder = roster.indexOf(device);
    if (holder < 0 || right.has(holder)) continue;
    if (areRight(sealed, request, holder, message)) right.set(holder, message);
    if (right.size === thresholdOf(roster.length)) return right;
  }
  return null;
}

/** The faces of cards that everybody may see: M = C2 - sum lambda_j D_j (steps 10 and 12). @throws NoCard */
export function openForAll(sealed: SealedCards, cards: readonly number[], quorum: Quorum): number[] {
  return cards.map((index, at) => {
    const masked = sealed.cards[index]?.c2 ?? IDENTITY;
    return faceOf(index, sub(masked, combined(quorum, at)));
  });
}

/**
 * The faces of a holder's own cards: W = sum lambda_j D_j, M = C2 - (W - bX) (step 9).
 * @param cards places among those of the request
 * @throws NoCard
 */
export function openOwn(
  sealed: SealedCards,
  request: ShareRequest,
  cards: readonly { readonly index: number; readonly blind: Scalar }[],
  quorum: Quorum,
): number[] {
  return cards.map(({ index, blind }) => {
    const masked = sealed.cards[index]?.c2 ?? IDENTITY;
    const unblinded = sub(combined(quorum, request.cards.indexOf(index)), mul(blind, sealed.key));
    return faceOf(index, sub(masked, unblinded));
  });
}

/**
 * Whether a blind shows that a card has this face: bG = B, and xC1 follows from W - bX (step 11). It needs the shares that
 * opened the card to its owner.
 */
export function isShown(
  sealed: SealedCards,
  request: ShareRequest,
  shown: { readonly index: number; readonly card: number; readonly blind: Uint8Array },
  quorum: Quorum,
): boolean {
  const { index, card, blind } = shown;
  const committed = blindOf(sealed, index);
  if (!committed || !isScalar(blind) || isZero(blind) || !request.cards.includes(index)) return false;
  if (!sameBytes(mulBase(blind), committed)) return false;
  try {
    return openOwn(sealed, request, [{ index, blind }], quorum)[0] === card;
  } catch (error) {
    if (error instanceof NoCard) return false;
    throw error;
  }
}

/** sum lambda_j D_j for the card at one place of the messages. */
function combined(quorum: Quorum, at: number): Point {
  const holders = [...quorum.keys()];
  const weights = holders.map((holder) => lagrange(holders, holder));
  const points = [...quorum.values()].map(({ shares }) =>
    shares.subarray(at * POINT_BYTES, (at + 1) * POINT_BYTES),
  );
  return multiMul(weights, points);
}

function faceOf(index: number, point: Point): number {
  const card = cardOfPoint(point);
  if (card === null) throw new NoCard(index);
  return card;
}
