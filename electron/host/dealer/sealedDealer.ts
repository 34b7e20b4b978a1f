import { type DeckMessage, thresholdOf } from '../../../shared/deck/messages.ts';
import type { OpenedCard } from '../../../shared/deck/openedCard.ts';
import { readPublicDeck } from '../../../shared/deck/publicDeck.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { hash, toHex } from '../../../shared/process/hash.ts';
import { sameBytes, toBytes } from '../../../shared/process/plain.ts';
import type { Told } from '../../../shared/process/process.ts';
import { type Looks, lookOf } from '../../../shared/table/asks.ts';
import { cardFactsOf } from '../../../shared/table/cardFacts.ts';
import type { Dealer } from './dealer.ts';
import type { DeckName } from './deckSecrets.ts';
import type { DeckDone, DeckEntry, DeckWork, MakingDeck, PlayedDeck } from './deckWork.ts';
import type { DealerTells, DealtTable, TableDealer } from './tableDealer.ts';

/**
 * A table's cards, with a deck that all devices make together: brings what is agreed to the dealer's thread, and says what
 * comes of it. It never holds up the table: while the dealer works the table goes on, and is looked at again afterwards.
 */
export class SealedDealer implements TableDealer {
  readonly #tableId: string;
  readonly #dealer: Dealer;
  readonly #tells: DealerTells;
  #table: DealtTable | null = null;
  /** Up to where the dealer knows the open hand. */
  #known: { readonly hand: number; readonly ids: readonly Uint8Array[] } | null = null;
  /** What has been said and not been refused. */
  readonly #said = new Set<string>();
  readonly #own = new Map<string, number>();
  /** The deck that these are of. */
  #ownOf: Uint8Array | null = null;
  #kept = '';
  /** How things stood for the dealer when it last looked; '': it has to look in any case. */
  #seen = '';
  #faulty: readonly string[] = [];
  #working: Promise<void> | null = null;
  /** Entries that the dealer has not heard of. */
  readonly #unheard: DeckEntry[] = [];
  #isStale = false;
  #isStopped = false;

  constructor(tableId: string, dealer: Dealer, tells: DealerTells) {
    this.#tableId = tableId;
    this.#dealer = dealer;
    this.#tells = tells;
  }

  get faulty(): readonly string[] {
    return this.#faulty;
  }

  follow(table: DealtTable): void {
    this.#table = table;
    // Another deck's cards lie in the same places.
    const deck = playedDeck(table)?.deck ?? null;
    if (!deck || !this.#ownOf || !sameBytes(deck, this.#ownOf)) this.#own.clear();
    this.#ownOf = deck;
    this.#isStale = true;
    // Later: it may be over at once, and says so itself.
    this.#working ??= Promise.resolve().then(() => this.#workOn());
  }

  async idle(): Promise<void> {
    await this.#working;
  }

  peek(device: string, places: readonly number[]): readonly number[] | null {
    const faces = places.map((place) => this.#own.get(`${device}/${place}`));
    return faces.every((face) => face !== undefined) ? faces : null;
  }

  async reveal(device: string, places: readonly number[]): Promise<readonly OpenedCard[] | null> {
    const faces = this.peek(device, places);
    const deck = playedDeck(this.#table)?.deck;
    const blinds = faces && deck ? await this.#dealer.blinds(this.#tableId, deck, device, places) : null;
    if (!faces || !blinds) return null;
    return places.map((index, at) => ({ index, card: faces[at] as number, proof: blinds[at] as Uint8Array }));
  }

  stop(): void {
    this.#isStopped = true;
    // A dealer that is gone has forgotten it too.
    void this.#dealer.forget(this.#tableId).catch(() => {});
  }

  async #workOn(): Promise<void> {
    try {
      while (this.#isStale && !this.#isStopped && this.#table) {
        this.#isStale = false;
        const table = this.#table;
        const work = this.#workOf(table);
        const standing = standingOf(work);
        const isNews = work.isAnew || work.entries.some(concernsCards) || standing !== this.#seen;
        if (!isNews) {
          // A bet is none of the dealer's business: it hears of it with what is.
          this.#unheard.push(...work.entries);
          continue;
        }
        this.#seen = standing;
        await this.#erase(work, table.isQuiet);
        const done = await this.#dealer.work(work);
        if (!this.#isStopped) this.#carryOut(done, work, table);
      }
    } catch (error) {
      if (!this.#isStopped) this.#tells.fail(error as Error);
    } finally {
      this.#working = null;
    }
  }

  #workOf(table: DealtTable): DeckWork {
    const { looks, hand, opening, played, ask, isQuiet } = table;
    const known = this.#known;
    const isSame =
      known?.hand === hand &&
      known.ids.length <= played.length &&
      known.ids.every((id, at) => sameBytes(id, played[at]?.entry.id ?? id));
    const from = isSame ? known.ids.length : 0;
    const entries = played.slice(from).map(({ input, step }): DeckEntry => {
      return {
        device: toHex(input.device),
        message: messageOf(input.body),
        ...allowedBy(step.told),
        state: step.stateHash,
      };
    });
    const unheard = this.#unheard.splice(0);
    const start: DeckEntry = {
      device: '',
      message: null,
      ...allowedBy(opening.told),
      state: opening.stateHash,
    };
    this.#known = { hand, ids: played.map(({ entry }) => entry.id) };
    const desk = lookOf(looks, 'desk');
    return {
      tableId: this.#tableId,
      entries: isSame ? [...unheard, ...entries] : [start, ...entries],
      isAnew: !isSame,
      making: isQuiet ? null : makingDeck(looks),
      playing: playedDeck(table),
      facts: cardFactsOf(looks),
      asked: ask.for === 'board' ? ask.places : null,
      devices: table.devices,
      host: table.host,
      seated: ((desk?.seats ?? []) as unknown as { device: string }[]).map(({ device }) => device),
      expected: table.expected,
    };
  }

  /** Secrets of decks that are neither played with nor being made have had their time. */
  async #erase({ making, playing }: DeckWork, isQuiet: boolean): Promise<void> {
    if (isQuiet) return;
    const played = playing && readPublicDeck(playing.deck);
    const kept: DeckName[] = [played, making].flatMap((deck) =>
      deck ? [{ number: deck.number, attempt: deck.attempt }] : [],
    );
    if (kept.length === 0 || this.#kept === JSON.stringify(kept)) return;
    await this.#dealer.keepOnly(this.#tableId, kept);
    this.#kept = JSON.stringify(kept);
  }

  #carryOut({ say, own, faulty, isMore }: DeckDone, { playing }: DeckWork, { isQuiet }: DealtTable): void {
    if (isMore) this.#isStale = true;
    if (isMore || faulty.length > 0) this.#seen = '';
    this.#faulty = faulty;
    const isOfNow = playing !== null && this.#ownOf !== null && sameBytes(playing.deck, this.#ownOf);
    const news = isOfNow ? own.filter(({ device, index }) => !this.#own.has(`${device}/${index}`)) : [];
    for (const { device, index, card } of news) this.#own.set(`${device}/${index}`, card);
    if (news.length > 0) this.#tells.seen();
    if (isQuiet) return;
    if (faulty.length > 0) this.#tells.convict(faulty);
    for (const { device, body } of say) this.#say(device, body);
  }

  /** What is on its way is not said again; what was refused may be, if it is still wanted. */
  #say(device: string, body: Body): void {
    const name = `${device}/${toHex(hash('said', toBytes(body)))}`;
    if (this.#said.has(name)) return;
    this.#said.add(name);
    void this.#tells.say(device, body).then((refusal) => {
      this.#said.delete(name);
      if (refusal !== null) this.#seen = '';
    });
  }
}

/** A deck that is finished is not looked at any more: its bytes stay here. */
function makingDeck(looks: Looks): MakingDeck | null {
  const look = lookOf(looks, 'dealing') as unknown as MakingDeck | undefined;
  if (!look) return null;
  const { number, attempt, phase, roster, handId, awaited, faulty } = look;
  return { number, attempt, phase, roster, handId, awaited, faulty };
}

function concernsCards({ message, dealt, unsealed }: DeckEntry): boolean {
  return message !== null || dealt.length > 0 || unsealed.length > 0;
}

/** All that what the dealer has to do depends on, but for the entries and the deck itself. */
function standingOf({ making, playing, facts, asked, devices, host, seated, expected }: DeckWork): string {
  const handId = making?.handId ? toHex(making.handId) : null;
  const taken = playing?.taken ?? [];
  // Who has folded matters as long as shares are wanted.
  const enough = facts ? thresholdOf(facts.holders) : 0;
  const isWanting = asked !== null || taken.some(({ from }) => from.length < enough);
  return JSON.stringify([
    { ...making, handId },
    taken,
    isWanting ? facts : null,
    asked,
    devices,
    host,
    seated,
    expected,
  ]);
}

function playedDeck(table: DealtTable | null): PlayedDeck | null {
  return ((table && lookOf(table.looks, 'shares')) ?? null) as PlayedDeck | null;
}

const MESSAGES: ReadonlySet<string> = new Set<DeckMessage['kind']>([
  'READY',
  'DEAL',
  'ACK',
  'COMPLAIN',
  'SHUFFLE',
  'DECK_ACK',
  'HOLE',
  'BOARD',
  'OPEN',
]);

function messageOf(body: Body): DeckMessage | null {
  return MESSAGES.has(body.kind) ? (body as unknown as DeckMessage) : null;
}

function allowedBy(told: readonly Told[]): { readonly dealt: number[]; readonly unsealed: number[] } {
  return {
    dealt: told.flatMap((one) => (one.type === 'deal' ? [one.card] : [])),
    unsealed: told.flatMap((one) => (one.type === 'unseal' ? one.cards : [])),
  };
}
