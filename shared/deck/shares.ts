import type { Scalar } from './group.ts';
import type { Shares } from './messages.ts';
import { type SealedCards, type ShareRequest, shareStatement } from './sealedCards.ts';
import { proveShares } from './shareProof.ts';
import { joined } from './sliced.ts';
import type { RandomBytes } from './transcript.ts';

/**
 * HOLE, BOARD and OPEN: a holder's shares D = x_j Q of some cards, with their proof (steps 8, 10, 12). The caller has seen
 * to it that the cards may be opened.
 * @returns null: some card is none that can be opened so
 */
export function makeShares(
  sealed: SealedCards,
  request: ShareRequest,
  holder: number,
  keyShare: Scalar,
  random: RandomBytes,
): Shares | null {
  const statement = shareStatement(sealed, request, holder);
  if (!statement) return null;
  const { shares, proof } = proveShares(keyShare, statement, random);
  const { kind, state, cards } = request;
  return { kind, handId: sealed.deck.handId, state, cards: [...cards], shares: joined(shares), proof };
}
