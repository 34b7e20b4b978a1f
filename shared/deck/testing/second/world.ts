import { fromHex, toHex } from '../../../process/hash.ts';
import { type Ciphertext, deckBytes, firstDeck, readDeck } from '../../ciphertexts.ts';
import { dealsContext, handIdOf, hashOf, tryContext, u32 } from '../../contexts.ts';
import { type Holders, makeDeal, shareIn } from '../../deal.ts';
import { mul, type Scalar, sumOfScalars } from '../../group.ts';
import type { Deal, Ready, Shuffle } from '../../messages.ts';
import { makeReady, type ReadySecrets } from '../../ready.ts';
import { shuffleDeck } from '../../shuffle.ts';
import { type ThresholdKey, thresholdKeyOf } from '../../thresholdKey.ts';
import type { RandomBytes } from '../../transcript.ts';
import type { Roster } from './deal.ts';
import type { Claim } from './shuffle.ts';

/** Random bytes that are the same in every run of a test. */
export function seededBytes(seed: string): RandomBytes {
  let drawn = 0;
  const next = () => hashOf(`test/${seed}`, u32(drawn++));
  return (sizeBytes) => {
    const blocks = Array.from({ length: Math.ceil(sizeBytes / 64) }, next);
    return Uint8Array.from(blocks.flatMap((block) => [...block])).slice(0, sizeBytes);
  };
}

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

/** One shuffle with what it was claimed of. */
export interface Shuffled {
  readonly claim: Claim;
  readonly before: readonly Ciphertext[];
  readonly message: Shuffle;
}

/** Deck 0 shuffled by the holders in turn. @param times at most the number of holders */
export function shuffles({ holders, dealsOf, threshold, random }: SharedKey, times: number): Shuffled[] {
  const { key } = threshold;
  const done: Shuffled[] = [];
  let before = firstDeck(key);
  for (const [step, shuffler] of holders.roster.slice(0, times).entries()) {
    const message = shuffleDeck(
      { handId: holders.handId, deals: dealsOf, step, shuffler, key, before },
      random,
    );
    const claim = { deals: dealsOf, step, sender: fromHex(shuffler), key, before: deckBytes(before) };
    done.push({ claim, before, message });
    before = readDeck(message.deck) as Ciphertext[];
  }
  return done;
}
