import { samePlaces } from '../../../shared/deck/indexMap.ts';
import type { Shares } from '../../../shared/deck/messages.ts';
import { isShown, NoCard, openForAll, quorumOf } from '../../../shared/deck/openCard.ts';
import { readPublicDeck } from '../../../shared/deck/publicDeck.ts';
import { areRightShares, readSealedCards, type SealedCards } from '../../../shared/deck/sealedCards.ts';
import type { CardClaim, FaceClaim, WrongSharesClaim } from './deckWork.ts';

/** Whether the journal's bytes bear a claim out. @see CardClaim */
export function isClaimRight(claim: CardClaim): boolean {
  const read = readPublicDeck(claim.deck);
  const sealed = read && readSealedCards(read);
  if (!sealed) return false;
  return claim.by === 'wrong shares' ? areWrong(sealed, claim) : areFaces(sealed, claim);
}

/** The shares in the journal, or the owner's blinds, give just these faces. */
function areFaces(sealed: SealedCards, { by, kind, state, places, sent, cards }: FaceClaim): boolean {
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

/** A holder sent shares of these cards, and they are none of its key (cases 19, 20, 22). */
function areWrong(sealed: SealedCards, { kind, state, places, device, sent }: WrongSharesClaim): boolean {
  const request = { kind, state, cards: places };
  const holder = sealed.deck.roster.indexOf(device);
  const ofThese = sent.filter(({ message }) => samePlaces((message as Shares).cards, places));
  return (
    holder >= 0 &&
    ofThese.length > 0 &&
    ofThese.every(({ message }) => !areRightShares(sealed, request, holder, message as Shares))
  );
}
