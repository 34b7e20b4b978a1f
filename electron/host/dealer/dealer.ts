/**
 * The dealer of this installation: all secrets of all decks, and all arithmetic on them. It runs in a thread of its own
 * (dealerThread.ts), or in simulations where it is called.
 *
 * Invariants of this room
 *  K1  What a device says about a deck is on disk before it is said, and said again in the same bytes. killed.test, powerCuts.test
 *  K2  A share leaves only for a card that the journal allows to be opened.   noShare.test
 *  K3  A deck is acknowledged only when every proof of it was right.          cheats.test
 *  K4  Of a hand that is over no secret is on disk.                           secrecy.test, powerCuts.test
 *  K5  No face enters the journal that its shares do not give, and nobody is convicted of right shares.   claimCheck.test
 *  K6  As many holders as open a card are enough for all of a hand, whoever they are.   heldByFew.test, fewLeft.test
 */
import { loadGroup } from '../../../shared/deck/group.ts';
import { ownerOf } from '../../../shared/deck/indexMap.ts';
import { readPublicDeck } from '../../../shared/deck/publicDeck.ts';
import type { RandomBytes } from '../../../shared/deck/transcript.ts';
import type { FileSystem } from '../disk/index.ts';
import { isClaimRight } from './claimCheck.ts';
import { makeDeck } from './deckMaking.ts';
import { playDeck } from './deckPlaying.ts';
import { type DeckName, DeckSecrets, eraseOtherDecks } from './deckSecrets.ts';
import { DeckTable } from './deckTable.ts';
import type { CardClaim, DeckDone, DeckWork } from './deckWork.ts';

export interface DealerPorts {
  readonly fs: FileSystem;
  readonly dataKey: Uint8Array;
  /** The directory of a table's secrets. */
  readonly directory: (tableId: string) => string;
  readonly randomBytes: RandomBytes;
}

/** What a table asks of the dealer; the same whether it is a thread or not. */
export interface Dealer {
  /** @throws DiskFailure */
  work(work: DeckWork): Promise<DeckDone>;
  /** The blinds that show these cards of a device to everybody; null: they are not its own, or not here. */
  blinds(
    tableId: string,
    deck: Uint8Array,
    device: string,
    cards: readonly number[],
  ): Promise<readonly Uint8Array[] | null>;
  isRight(claim: CardClaim): Promise<boolean>;
  /** The table is put away: nothing of it stays in memory. */
  forget(tableId: string): Promise<void>;
  /** Erases the secrets of all decks of a table but these. @throws DiskFailure */
  keepOnly(tableId: string, kept: readonly DeckName[]): Promise<void>;
}

const NOTHING: DeckDone = { say: [], own: [], faulty: [], isMore: false };

/** Decks whose secrets are held in memory: two of each open table. */
const SECRETS_MAX = 64;

export class DealerHere implements Dealer {
  readonly #ports: DealerPorts;
  readonly #tables = new Map<string, DeckTable>();
  readonly #secrets = new Map<string, DeckSecrets>();

  constructor(ports: DealerPorts) {
    this.#ports = ports;
  }

  async work(work: DeckWork): Promise<DeckDone> {
    await loadGroup();
    const { tableId, making, playing } = work;
    const table = this.#tables.get(tableId) ?? new DeckTable(tableId);
    this.#tables.set(tableId, table);
    table.note(work.entries, work.isAnew);

    const played = playing && readPublicDeck(playing.deck);
    const ofPlayed =
      playing && played
        ? playDeck({ ...work, playing }, table, await this.#secretsOf(tableId, played))
        : NOTHING;
    // What is played comes first; once it is said and agreed the next deck is looked at again.
    if (!making || ofPlayed.say.length > 0) return ofPlayed;
    const secrets = await this.#secretsOf(tableId, making);
    const made = makeDeck({ ...work, making }, table, secrets, this.#ports.randomBytes);
    await secrets.save();
    return {
      say: made.say,
      own: ofPlayed.own,
      faulty: [...ofPlayed.faulty, ...made.faulty],
      isMore: ofPlayed.isMore || made.isMore,
    };
  }

  async blinds(
    tableId: string,
    deck: Uint8Array,
    device: string,
    cards: readonly number[],
  ): Promise<readonly Uint8Array[] | null> {
    const played = readPublicDeck(deck);
    const known = played && (await this.#secretsOf(tableId, played)).of(device);
    if (!played || !known) return null;
    const blinds = cards.flatMap((card) => {
      const owner = ownerOf(card, played.roster.length);
      return owner && played.roster[owner.holder] === device ? [known.blinds[owner.round] as Uint8Array] : [];
    });
    return blinds.length === cards.length ? blinds : null;
  }

  async isRight(claim: CardClaim): Promise<boolean> {
    await loadGroup();
    return isClaimRight(claim);
  }

  async forget(tableId: string): Promise<void> {
    this.#tables.delete(tableId);
    for (const key of this.#secrets.keys()) if (key.startsWith(`${tableId}/`)) this.#secrets.delete(key);
  }

  async keepOnly(tableId: string, kept: readonly DeckName[]): Promise<void> {
    const { directory, dataKey } = this.#ports;
    const names = new Set(kept.map((name) => secretsKey(tableId, name)));
    for (const key of this.#secrets.keys()) {
      if (key.startsWith(`${tableId}/`) && !names.has(key)) this.#secrets.delete(key);
    }
    await eraseOtherDecks(this.#ports, directory(tableId), dataKey, kept);
  }

  async #secretsOf(tableId: string, name: DeckName): Promise<DeckSecrets> {
    const key = secretsKey(tableId, name);
    const known = this.#secrets.get(key);
    if (known) return known;
    const { directory, dataKey } = this.#ports;
    const { number, attempt } = name;
    const secrets = await DeckSecrets.open(this.#ports, directory(tableId), dataKey, tableId, {
      number,
      attempt,
    });
    if (this.#secrets.size >= SECRETS_MAX) this.#secrets.clear();
    this.#secrets.set(key, secrets);
    return secrets;
  }
}

function secretsKey(tableId: string, { number, attempt }: DeckName): string {
  return `${tableId}/${number}/${attempt}`;
}
