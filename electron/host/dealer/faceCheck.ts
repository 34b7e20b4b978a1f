import type { Shares } from '../../../shared/deck/messages.ts';
import { isShown, NoCard, openForAll, quorumOf } from '../../../shared/deck/openCard.ts';
import { readPublicDeck } from '../../../shared/deck/publicDeck.ts';
import { readSealedCards } from '../../../shared/deck/sealedCards.ts';
import type { FaceClaim } from './deckWork.ts';

/** Whether the shares in the journal, or the owner's blinds, give just these faces. @see FaceClaim */
export function isClaimRight({ deck, by, kind, state, places, sent, cards }: FaceClaim): boolean {
  const read = readPublicDeck(deck);
  const sealed = read && readSealedCards(read);
  if (!sealed) return false;
  const request = { kind, state, cards: places };
  const shares = sent.map(({ device, message }) => ({ device, message: message as Shares }));
  const quorum = quorumOf(sealed, request, shares);
  if (!quorum) return false;
  if (by === 'owner') {
    return cards.every(({ index, card, proof }) =>
      isShown(sealed, request, { index, card, blind: proof }, quorum),
    );
  }
  try {
    const faces = openForAll(
      sealed,
      cards.map(({ index }) => index),
      quorum,
    );
    return cards.every(({ index, card }, at) => places[at] === index && faces[at] === card);
  } catch (error) {
    if (error instanceof NoCard) return false;
    throw error;
  }
}
