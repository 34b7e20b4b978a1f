import { type Ciphertext, firstDeck } from '../../../shared/deck/ciphertexts.ts';
import { hashOf, tryContext } from '../../../shared/deck/contexts.ts';
import { type Holders, isDealSound } from '../../../shared/deck/deal.ts';
import type { Deal, DeckMessage, PublicDeck, Ready, Shares, Shuffle } from '../../../shared/deck/messages.ts';
import { openOwn, type Quorum, type SentShares } from '../../../shared/deck/openCard.ts';
import { readPublicDeck } from '../../../shared/deck/publicDeck.ts';
import { isReadySound } from '../../../shared/deck/ready.ts';
import {
  areRightShares,
  readSealedCards,
  type SealedCards,
  type ShareRequest,
} from '../../../shared/deck/sealedCards.ts';
import { checkedShuffle } from '../../../shared/deck/shuffleCheck.ts';
import { type ThresholdKey, thresholdKeyOf } from '../../../shared/deck/thresholdKey.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { isRecord, type Plain, sameBytes, toBytes } from '../../../shared/process/plain.ts';
import type { DeckEntry, MakingDeck } from './deckWork.ts';

/** Checks of one table that are remembered; a hand of ten holders needs about a hundred. */
const REMEMBERED_MAX = 1_000;

type OfHand = 'DEAL' | 'ACK' | 'SHUFFLE' | 'DECK_ACK' | 'COMPLAIN';
type MessageOf<K extends DeckMessage['kind']> = Extract<DeckMessage, { readonly kind: K }>;

/** What is known of one table's decks from its journal, each proof checked once for all devices here. */
export class DeckTable {
  readonly #table: Uint8Array;
  #entries: DeckEntry[] = [];
  readonly #remembered = new Map<string, unknown>();

  /** @param tableId hex */
  constructor(tableId: string) {
    this.#table = new Uint8Array(Buffer.from(tableId, 'hex'));
  }

  note(entries: readonly DeckEntry[], isAnew: boolean): void {
    this.#entries = isAnew ? [...entries] : [...this.#entries, ...entries];
  }

  /** ctx0 of the deck that is being made. */
  tryOf({ number, attempt }: MakingDeck): Uint8Array {
    return tryContext(this.#table, number, attempt);
  }

  /** Who is ready for the deck that is being made, and how. */
  readies({ number, attempt }: MakingDeck): ReadonlyMap<string, Ready> {
    const all = this.#said('READY').filter(
      ({ message }) => message.number === number && message.attempt === attempt,
    );
    return new Map(all.map(({ device, message }) => [device, message]));
  }

  isReadySound(making: MakingDeck, device: string, ready: Ready): boolean {
    return this.#once(['ready', device, ready], () => isReadySound(ready, this.tryOf(making), device));
  }

  /** The holders of the deck that is being made; null: it is not opened, or not all of that is here. */
  holders(making: MakingDeck): Holders | null {
    const { handId, roster } = making;
    const readies = this.readies(making);
    const sealKeys = roster.flatMap((device) => readies.get(device)?.sealKey ?? []);
    return handId && sealKeys.length === roster.length ? { handId, roster, sealKeys } : null;
  }

  /** What holders said about the deck that is being made, in the roster's order; null: it has not said it. */
  ofEach<K extends OfHand>(kind: K, { handId, roster }: MakingDeck): (MessageOf<K> | null)[] {
    const all = this.#said(kind).filter(({ message }) => {
      const { handId: of } = message as Extract<DeckMessage, { readonly kind: OfHand }>;
      return handId !== null && sameBytes(of, handId);
    });
    return roster.map((device) => all.find((one) => one.device === device)?.message ?? null);
  }

  isDealSound(holders: Holders, dealer: number, deal: Deal): boolean {
    return this.#once(['deal', dealer, deal], () => isDealSound(deal, holders, dealer));
  }

  /** X and all X_j of the deals; null: X is the identity, and everybody could read such a deck. */
  thresholdKey(deals: readonly Deal[]): ThresholdKey | null {
    const commitments = deals.map((deal) => deal.commitments);
    return this.#once(['key', commitments], () => thresholdKeyOf(commitments));
  }

  /** The deck after a shuffle; null: its proof is wrong. */
  afterShuffle(
    shuffle: Shuffle,
    about: { readonly deals: Uint8Array; readonly shuffler: string; readonly key: Uint8Array },
    before: readonly Ciphertext[],
  ): Ciphertext[] | null {
    const { step } = shuffle;
    return this.#once(['shuffle', about.deals, about.shuffler, shuffle], () =>
      checkedShuffle(shuffle, { ...about, step, before }),
    );
  }

  /** Whether a shuffle has been checked already. */
  isChecked(shuffle: Shuffle, about: { readonly deals: Uint8Array; readonly shuffler: string }): boolean {
    return this.#remembered.has(nameOf(['shuffle', about.deals, about.shuffler, shuffle]));
  }

  firstDeck(key: Uint8Array): Ciphertext[] {
    return this.#once(['first', key], () => firstDeck(key));
  }

  /** A finished deck. @throws Error for one whose cards are none: its holders have acknowledged it, so that is a fault */
  sealedCards(deck: Uint8Array): SealedCards {
    return this.#once(['deck', deck], () => {
      const read: PublicDeck | null = readPublicDeck(deck);
      const sealed = read && readSealedCards(read);
      if (!sealed) throw new Error('The deck of this hand cannot be read.');
      return sealed;
    });
  }

  /** Like `areRightShares`, once for each message. */
  readonly areRight = (
    sealed: SealedCards,
    request: ShareRequest,
    holder: number,
    message: Shares,
  ): boolean => {
    return this.#once(sharesName(sealed, request, holder, message), () =>
      areRightShares(sealed, request, holder, message),
    );
  };

  /** Whether that message has been checked already. */
  isJudged(sealed: SealedCards, request: ShareRequest, holder: number, message: Shares): boolean {
    return this.#remembered.has(nameOf(sharesName(sealed, request, holder, message)));
  }

  /** Like `openOwn`, once: whichever shares open a card, its face is the same. */
  ownFaces(
    sealed: SealedCards,
    request: ShareRequest,
    mine: Parameters<typeof openOwn>[2],
    quorum: Quorum,
  ): ReturnType<typeof openOwn> {
    const cards = mine.map(({ index }) => index);
    return this.#once(['own faces', sealed.context, cards], () => openOwn(sealed, request, mine, quorum));
  }

  /** All shares of one kind that were sent, in the journal's order. */
  shares(kind: Shares['kind']): SentShares[] {
    return this.#said(kind).map(({ device, message }) => ({ device, message: message as Shares }));
  }

  /** The state from which on these cards are their owners', or may be opened for everybody; null: they may not. */
  stateOf(kind: Shares['kind'], cards: readonly number[]): Uint8Array | null {
    const allows = ({ dealt, unsealed }: DeckEntry) => {
      const allowed = kind === 'HOLE' ? dealt : unsealed;
      return cards.length > 0 && cards.every((card) => allowed.includes(card));
    };
    return this.#entries.find(allows)?.state ?? null;
  }

  #said<K extends DeckMessage['kind']>(kind: K) {
    return this.#entries.flatMap(({ device, message }) =>
      message?.kind === kind ? [{ device, message: message as MessageOf<K> }] : [],
    );
  }

  #once<T>(about: readonly unknown[], work: () => T): T {
    const name = nameOf(about);
    if (this.#remembered.has(name)) return this.#remembered.get(name) as T;
    const result = work();
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear();
    this.#remembered.set(name, result);
    return result;
  }
}

/** One name for one thing that is checked, whatever is said around it. */
function nameOf(about: readonly unknown[]): string {
  const parts = (about as readonly Plain[]).map((part) => (isRecord(part) ? digestOf(part) : part));
  return toHex(hashOf('remembered', toBytes(parts)).subarray(0, DIGEST_BYTES));
}

const DIGEST_BYTES = 16;
/** A message is asked about again and again, and never changes: its bytes are hashed once. */
const digests = new WeakMap<object, Uint8Array>();

function digestOf(message: { readonly [field: string]: Plain }): Uint8Array {
  const known = digests.get(message);
  if (known) return known;
  const digest = hashOf('message', toBytes(message)).slice(0, DIGEST_BYTES);
  digests.set(message, digest);
  return digest;
}

function sharesName(
  { context }: SealedCards,
  { kind, state, cards }: ShareRequest,
  holder: number,
  message: Shares,
): readonly unknown[] {
  return ['shares', context, kind, state, [...cards], holder, message];
}
