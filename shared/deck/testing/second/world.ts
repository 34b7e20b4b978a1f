import { fromHex, toHex } from '../../../process/hash.ts';
import { type Ciphertext, deckBytes, firstDeck, readDeck } from '../../ciphertexts.ts';
import { dealsContext, handIdOf, tryContext } from '../../contexts.ts';
import { type Holders, makeDeal, shareIn } from '../../deal.ts';
import { mul, type Scalar, sumOfScalars } from '../../group.ts';
import type { Deal, PublicDeck, Ready, Shuffle } from '../../messages.ts';
import { makeReady, type ReadySecrets } from '../../ready.ts';
import { shuffleDeck } from '../../shuffle.ts';
import { type ThresholdKey, thresholdKeyOf } from '../../thresholdKey.ts';
import type { RandomBytes } from '../../transcript.ts';
import { seededBytes } from '../seededBytes.ts';
import type { Expected } from '../shuffleForgeries.ts';
import type { Roster } from './deal.ts';
import type { Claim } from './shuffle.ts';

/** A key among n that shares it, made by the app's own code, with all that its messages and secrets are. */
export interface SharedKey {
  readonly tryOf: Uint8Array;
  readonly readies: readonly Ready[];
  readonly secrets: readonly ReadySecrets[];
  readonly holders: Holders;
  readonly deals: readonly Deal[];
  /** ctxK */
  readonly dealsOf: Uint8Array;
  readonly threshold: ThresholdKey;
  /** x_j of each. */
  readonly shares: readonly Scalar[];
  readonly random: RandomBytes;
}

export function sharedKey(count: number, seed: string): SharedKey {
  const random = seededBytes(seed);
  const roster = Array.from({ length: count }, () => toHex(random(32)));
  const tryOf = tryContext(random(32), 7, 1);
  const made = roster.map((device) =>
    makeReady({ number: 7, attempt: 1, tryOf, sender: fromHex(device) }, random),
  );
  const readies = made.map(({ message }) => message);
  const handId = handIdOf(tryOf, roster, readies);
  const holders: Holders = { handId, roster, sealKeys: readies.map(({ sealKey }) => sealKey) };
  const dealt = roster.map((_, me) => makeDeal(holders, me, random));
  const deals = dealt.map(({ message }) => message);
  const secrets = made.map((one) => one.secrets);
  const shares = roster.map((_, me) =>
    sumOfScalars(
      dealt.map(({ message, ownShare }, dealer) =>
        dealer === me
          ? ownShare
          : (shareIn(
              message,
              handId,
              dealer,
              me,
              mul((secrets[me] as ReadySecrets).sealSecret, message.ephemeral),
            ) as Scalar),
      ),
    ),
  );
  const threshold = thresholdKeyOf(deals.map(({ commitments }) => commitments)) as ThresholdKey;
  const dealsOf = dealsContext(handId, deals);
  return { tryOf, readies, secrets, holders, deals, dealsOf, threshold, shares, random };
}

/** The same roster for the second verifier. */
export function rosterOf({ holders: { handId, roster, sealKeys } }: SharedKey): Roster {
  return { handId, devices: roster.map((device) => fromHex(device)), sealKeys };
}

/** The deck of that key after one shuffle. */
export function publicDeckOf(shared: SharedKey): PublicDeck {
  return {
    number: 7,
    attempt: 1,
    handId: shared.holders.handId,
    deals: shared.dealsOf,
    roster: shared.holders.roster,
    blinds: shared.readies.map(({ blinds }) => blinds),
    commitments: shared.deals.map(({ commitments }) => commitments),
    cards: shuffles(shared, 1)[0]?.message.deck ?? new Uint8Array(),
  };
}

/** One shuffle, and what it is judged by. */
export interface Shuffled {
  readonly expected: Expected;
  readonly claim: Claim;
  readonly message: Shuffle;
}

/** Deck 0 shuffled by the holders in turn. @param times at most the number of holders */
export function shuffles({ holders, dealsOf, threshold, random }: SharedKey, times: number): Shuffled[] {
  const { key } = threshold;
  const done: Shuffled[] = [];
  let before = firstDeck(key);
  for (const [step, shuffler] of holders.roster.slice(0, times).entries()) {
    const expected = { deals: dealsOf, step, shuffler, key, before };
    const message = shuffleDeck({ ...expected, handId: holders.handId }, random);
    const claim = { deals: dealsOf, step, sender: fromHex(shuffler), key, before: deckBytes(before) };
    done.push({ expected, claim, message });
    before = readDeck(message.deck) as Ciphertext[];
  }
  return done;
}
