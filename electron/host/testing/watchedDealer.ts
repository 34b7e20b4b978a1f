import type { RandomBytes } from '../../../shared/deck/transcript.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { isRecord, type Plain } from '../../../shared/process/plain.ts';
import type { Dealer } from '../dealer/dealer.ts';
import type { DeckName } from '../dealer/deckSecrets.ts';
import type { CardClaim, DeckDone, DeckWork } from '../dealer/deckWork.ts';

export type Said = DeckDone['say'][number];

/** What a test sees of a device's dealer, and does to it. */
export interface DealerWatch {
  /** What it is asked, before it does it. */
  readonly asked?: (work: DeckWork) => void;
  /** What it has to say, all of it on disk; what is returned is said instead. */
  readonly says?: (said: Said) => Said | null;
  /** It takes every claim about cards for right. */
  readonly believesAll?: boolean;
}

/** A device's dealer that a test watches, or that belongs to a cheat. */
export class WatchedDealer implements Dealer {
  readonly #inner: Dealer;
  readonly #watch: () => DealerWatch;

  constructor(inner: Dealer, watch: () => DealerWatch) {
    this.#inner = inner;
    this.#watch = watch;
  }

  async work(work: DeckWork): Promise<DeckDone> {
    this.#watch().asked?.(work);
    const done = await this.#inner.work(work);
    const { says } = this.#watch();
    return says ? { ...done, say: done.say.flatMap((said) => says(said) ?? []) } : done;
  }

  blinds(tableId: string, deck: Uint8Array, device: string, cards: readonly number[]) {
    return this.#inner.blinds(tableId, deck, device, cards);
  }

  async isRight(claim: CardClaim): Promise<boolean> {
    return this.#watch().believesAll || this.#inner.isRight(claim);
  }

  forget(tableId: string): Promise<void> {
    return this.#inner.forget(tableId);
  }

  keepOnly(tableId: string, kept: readonly DeckName[]): Promise<void> {
    return this.#inner.keepOnly(tableId, kept);
  }
}

/** What kind of words these are about which deck or cards: a device says them once, or again in the same bytes. */
export function matterOf({ device, body }: Said): string {
  const about = ['number', 'attempt', 'handId', 'state', 'cards'].map((field) => nameOf(body[field] ?? ''));
  return [device, body.kind, ...about].join('/');
}

function nameOf(value: Plain): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  // Faces are about the places of cards.
  return isRecord(value)
    ? nameOf(value.index ?? '')
    : Array.isArray(value)
      ? String(value.map(nameOf))
      : String(value);
}

/** The words of a permutation's draws: with these every shuffle puts the cards in this order. @see randomPermutation */
export function drawsOf(order: readonly number[]): number[] {
  const now = order.map((_, at) => at);
  const draws: number[] = [];
  for (let last = order.length - 1; last > 0; last--) {
    const other = now.indexOf(order[last] as number);
    draws.push(other);
    [now[last], now[other]] = [now[other] as number, now[last] as number];
  }
  return draws;
}

/** Random bytes, but for the words that decide a shuffle: all devices that draw these together stack the deck. */
export function stackedRandom(order: readonly number[], random: RandomBytes): RandomBytes {
  const draws = drawsOf(order);
  let drawn = 0;
  return (sizeBytes) => {
    if (sizeBytes !== WORD_BYTES) return random(sizeBytes);
    const word = new Uint8Array(WORD_BYTES);
    new DataView(word.buffer).setUint32(0, draws[drawn++ % draws.length] ?? 0);
    return word;
  };
}

const WORD_BYTES = 4;

/** A body with one byte of a field changed. */
export function spoilt(body: Body, field: string): Body {
  const bytes = Uint8Array.from(body[field] as Uint8Array);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return { ...body, [field]: bytes };
}
