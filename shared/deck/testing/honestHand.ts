import { fromHex, toHex } from '../../process/hash.ts';
import { type Ciphertext, firstDeck, readDeck } from '../ciphertexts.ts';
import { dealsContext, handIdOf, tryContext } from '../contexts.ts';
import { isDealSound, makeDeal, shareIn } from '../deal.ts';
import { mul, type Scalar, sumOfScalars } from '../group.ts';
import type { Shares } from '../messages.ts';
import { isReadySound, makeReady } from '../ready.ts';
import { readSealedCards, type SealedCards, type ShareRequest } from '../sealedCards.ts';
import { makeShares } from '../shares.ts';
import { shuffleDeck } from '../shuffle.ts';
import { thresholdKeyOf } from '../thresholdKey.ts';
import type { RandomBytes } from '../transcript.ts';
import { seededBytes } from './seededBytes.ts';

/** A deck that holders made as they should, and what each keeps for itself. */
export interface HonestHand {
  readonly sealed: SealedCards;
  /** x_j of each. */
  readonly keyShares: readonly Scalar[];
  /** b_1, b_2 of each. */
  readonly blinds: readonly (readonly Scalar[])[];
  readonly random: RandomBytes;
}

/**
 * Steps 1 to 6 among n holders. Two of them shuffle, whose proofs are checked elsewhere (shuffle.test.ts): more would only
 * take longer.
 * @throws Error where a step is not sound
 */
export function dealHonestHand(n: number, seed: string): HonestHand {
  const random = seededBytes(`hand ${seed}`);
  const roster = Array.from({ length: n }, () => toHex(random(32)));
  const about = { number: 3, attempt: 1, tryOf: tryContext(random(16), 3, 1) };
  const made = roster.map((device) => makeReady({ ...about, sender: fromHex(device) }, random));
  const readies = made.map(({ message }) => message);
  sound(readies.every((ready, at) => isReadySound(ready, about.tryOf, roster[at] as string)));

  const handId = handIdOf(about.tryOf, roster, readies);
  const holders = { handId, roster, sealKeys: readies.map(({ sealKey }) => sealKey) };
  const dealt = roster.map((_, me) => makeDeal(holders, me, random));
  const deals = dealt.map(({ message }) => message);
  sound(deals.every((deal, dealer) => isDealSound(deal, holders, dealer)));
  const keyShares = made.map(({ secrets }, me) => {
    const shares = dealt.map(({ message, ownShare }, dealer) =>
      dealer === me
        ? ownShare
        : shareIn(message, handId, dealer, me, mul(secrets.sealSecret, message.ephemeral)),
    );
    sound(shares.every((share) => share !== null));
    return sumOfScalars(shares.filter((share) => share !== null));
  });

  const ctxK = dealsContext(handId, deals);
  const keys = thresholdKeyOf(deals.map(({ commitments }) => commitments));
  if (!keys) throw new Error('no key');
  let cards = new Uint8Array();
  let before = firstDeck(keys.key);
  for (const [step, shuffler] of roster.slice(0, 2).entries()) {
    const shuffle = shuffleDeck({ handId, deals: ctxK, step, shuffler, key: keys.key, before }, random);
    cards = new Uint8Array(shuffle.deck);
    before = readDeck(cards) as Ciphertext[];
  }
  const sealed = readSealedCards({
    number: 3,
    attempt: 1,
    handId,
    deals: ctxK,
    roster,
    blinds: readies.map(({ blinds }) => blinds),
    commitments: deals.map(({ commitments }) => commitments),
    cards,
  });
  if (!sealed) throw new Error('no deck');
  return { sealed, keyShares, blinds: made.map(({ secrets }) => secrets.blinds), random };
}

/** A holder's shares of some cards. */
export function sharesOf(hand: HonestHand, request: ShareRequest, holder: number): Shares {
  const shares = makeShares(hand.sealed, request, holder, hand.keyShares[holder] as Scalar, hand.random);
  if (!shares) throw new Error('no shares');
  return shares;
}

function sound(isSound: boolean): void {
  if (!isSound) throw new Error('an honest step is not sound');
}
