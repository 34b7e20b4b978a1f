import { firstDeck } from '../../../shared/deck/ciphertexts.ts';
import { dealsContext, deckContext, handIdOf } from '../../../shared/deck/contexts.ts';
import { type Holders, isDealSound, makeDeal, shareIn } from '../../../shared/deck/deal.ts';
import { mul, type Scalar, sumOfScalars } from '../../../shared/deck/group.ts';
import type { Deal, PublicDeck, Ready, Shuffle } from '../../../shared/deck/messages.ts';
import { isReadySound, makeReady, type ReadySecrets } from '../../../shared/deck/ready.ts';
import { readSealedCards, type SealedCards } from '../../../shared/deck/sealedCards.ts';
import { shuffleDeck } from '../../../shared/deck/shuffle.ts';
import { checkedShuffle } from '../../../shared/deck/shuffleCheck.ts';
import { thresholdKeyOf } from '../../../shared/deck/thresholdKey.ts';
import type { RandomBytes } from '../../../shared/deck/transcript.ts';
import { fromHex, toHex } from '../../../shared/process/hash.ts';
import { type Plain, toBytes } from '../../../shared/process/plain.ts';
import { type Times, timesOf } from './times.ts';

const KEY_BYTES = 32;

/** A deck as its holders have made it, with what each of them keeps. */
export interface MadeDeck {
  readonly sealed: SealedCards;
  readonly blinds: readonly (readonly Scalar[])[];
  readonly keyShares: readonly Scalar[];
  /** Of all that was said. */
  readonly sizeBytes: number;
  /** The longest way through the work, every holder on a machine of its own. */
  readonly path: Times;
}

/**
 * Steps 1 to 6 by n holders, each checking what each other says. In one thread; counted as if side by side: of what all do at
 * once the slowest counts, a shuffle and its check by the next come one after another.
 * @throws Error when something honest is rejected
 */
export function makeDeckTogether(n: number, random: RandomBytes): MadeDeck {
  const path = new Path();
  const roster = Array.from({ length: n }, () => toHex(random(KEY_BYTES)));
  const tryOf = random(KEY_BYTES);

  const ready = path.atOnce(roster, (device) =>
    makeReady({ number: 1, attempt: 1, tryOf, sender: fromHex(device) }, random),
  );
  const readies: Ready[] = ready.map(({ message }) => message);
  path.atOnce(roster, () => need(readies.every((one, at) => isReadySound(one, tryOf, roster[at] as string))));
  const handId = handIdOf(tryOf, roster, readies);
  const holders: Holders = { handId, roster, sealKeys: readies.map(({ sealKey }) => sealKey) };

  const dealt = path.atOnce(roster, (_, at) => makeDeal(holders, at, random));
  const deals: Deal[] = dealt.map(({ message }) => message);
  const secrets = ready.map((one) => one.secrets);
  const keyShares = path.atOnce(roster, (_, at) => {
    need(deals.every((deal, dealer) => isDealSound(deal, holders, dealer)));
    return keyShareOf(at, dealt[at]?.ownShare, deals, holders, secrets[at] as ReadySecrets);
  });
  const { key } = need(path.alone(() => thresholdKeyOf(deals.map(({ commitments }) => commitments))));

  const ctxK = dealsContext(handId, deals);
  let cards = path.alone(() => firstDeck(key));
  const shuffles: Shuffle[] = [];
  for (const [step, shuffler] of roster.entries()) {
    const about = { handId, deals: ctxK, shuffler, key, step, before: cards };
    const shuffle = path.alone(() => shuffleDeck(about, random));
    cards = need(path.alone(() => checkedShuffle(shuffle, about)));
    shuffles.push(shuffle);
  }
  const deck: PublicDeck = {
    number: 1,
    attempt: 1,
    handId,
    deals: ctxK,
    roster,
    blinds: readies.map(({ blinds }) => blinds),
    commitments: deals.map(({ commitments }) => commitments),
    cards: (shuffles.at(-1) as Shuffle).deck,
  };
  const acks = roster.flatMap(() => [
    { kind: 'ACK', handId, deals: ctxK },
    { kind: 'DECK_ACK', handId, deck: deckContext(ctxK, deck.cards) },
  ]);
  const opened = { kind: 'HAND_OPEN', number: 1, attempt: 1, roster, handId };
  return {
    sealed: need(readSealedCards(deck)),
    blinds: secrets.map(({ blinds }) => blinds),
    keyShares,
    sizeBytes: bytesOf([...readies, opened, ...deals, ...acks, ...shuffles]),
    path: path.times,
  };
}

function keyShareOf(
  me: number,
  own: Scalar | undefined,
  deals: readonly Deal[],
  { handId }: Holders,
  { sealSecret }: ReadySecrets,
): Scalar {
  const shares = deals.map((deal, dealer) =>
    dealer === me
      ? need(own ?? null)
      : need(shareIn(deal, handId, dealer, me, mul(sealSecret, deal.ephemeral))),
  );
  return sumOfScalars(shares);
}

/** The journal's bytes of messages, without their envelopes. */
export function bytesOf(messages: readonly object[]): number {
  return messages.reduce((sum, message) => sum + toBytes({ ...message } as Plain).length, 0);
}

/** @throws Error for null or false */
export function need<T>(found: T | null | false): T {
  if (found === null || found === false) throw new Error('What an honest holder said was rejected.');
  return found;
}

/** Times along a way through work. */
class Path {
  #cpuMs = 0;
  #wallMs = 0;

  get times(): Times {
    return { cpuMs: this.#cpuMs, wallMs: this.#wallMs };
  }

  alone<T>(work: () => T): T {
    const { result, cpuMs, wallMs } = timesOf(work);
    this.#cpuMs += cpuMs;
    this.#wallMs += wallMs;
    return result;
  }

  /** Work that each does on its own: the slowest counts. */
  atOnce<T>(roster: readonly string[], work: (device: string, at: number) => T): T[] {
    const all = roster.map((device, at) => timesOf(() => work(device, at)));
    this.#cpuMs += Math.max(...all.map(({ cpuMs }) => cpuMs));
    this.#wallMs += Math.max(...all.map(({ wallMs }) => wallMs));
    return all.map(({ result }) => result);
  }
}
