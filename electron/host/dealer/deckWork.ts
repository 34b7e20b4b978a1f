import type { CardFacts } from '../../../shared/deck/mayOpen.ts';
import type { DeckMessage } from '../../../shared/deck/messages.ts';
import type { Body } from '../../../shared/process/effects.ts';

/** A played entry, as far as it concerns cards. */
export interface DeckEntry {
  /** Hex of its input's author; '' for what a hand opens with. */
  readonly device: string;
  /** Null: it says nothing about a deck. */
  readonly message: DeckMessage | null;
  /** The state hash after it. */
  readonly state: Uint8Array;
  /** Cards that are their owners' from here on. */
  readonly dealt: readonly number[];
  /** Cards that may be opened for everybody from here on. */
  readonly unsealed: readonly number[];
}

/** The deck that is being made, as the program shows it. */
export interface MakingDeck {
  readonly number: number;
  readonly attempt: number;
  readonly phase: string;
  readonly roster: readonly string[];
  readonly handId: Uint8Array | null;
  readonly awaited: readonly string[];
  readonly faulty: readonly string[];
}

/** The deck that is played with, as the program shows it. */
export interface PlayedDeck {
  /** See `publicDeckBytes`. */
  readonly deck: Uint8Array;
  /** Whose shares of which cards are taken, and who has sent them. */
  readonly taken: readonly {
    readonly kind: 'HOLE' | 'BOARD' | 'OPEN';
    readonly places: readonly number[];
    readonly from: readonly string[];
  }[];
}

/** What the devices of this process may have to do about cards now. */
export interface DeckWork {
  readonly tableId: string;
  /** What was played since the last work for this table. */
  readonly entries: readonly DeckEntry[];
  /** The entries are all of the open hand: what was known before is forgotten. */
  readonly isAnew: boolean;
  readonly making: MakingDeck | null;
  readonly playing: PlayedDeck | null;
  /** How the hand stands that is played with it; null: none is. */
  readonly facts: CardFacts | null;
  /** The faces of these cards are waited for. */
  readonly asked: readonly number[] | null;
  /** Devices of this process that take part, hex. */
  readonly devices: readonly string[];
  /** Hex of the device here that hosts; null: none does. */
  readonly host: string | null;
  /** Devices at the table, by seat, and which of them a deck waits for before it is begun. */
  readonly seated: readonly string[];
  readonly expected: readonly string[];
}

/** What came of it. */
export interface DeckDone {
  /** What devices here say now; what each depends on is on disk. */
  readonly say: readonly { readonly device: string; readonly body: Body }[];
  /** Faces of the hole cards of devices here. */
  readonly own: readonly { readonly device: string; readonly index: number; readonly card: number }[];
  /** Devices whose messages in the journal are proven wrong. */
  readonly faulty: readonly string[];
  /** There is more to do, even if nothing more is said. */
  readonly isMore: boolean;
}

/** What the journal's bytes, and nothing else, show a claim about cards to be. */
interface ClaimEvidence {
  readonly deck: Uint8Array;
  readonly kind: 'HOLE' | 'BOARD' | 'OPEN';
  /** The state hash of the entry that allowed the shares. */
  readonly state: Uint8Array;
  /** The cards that the shares are of. */
  readonly places: readonly number[];
  readonly sent: readonly { readonly device: string; readonly message: DeckMessage }[];
}

/** Cards have these faces: by the devices' shares, or by the owner's blinds. */
export interface FaceClaim extends ClaimEvidence {
  readonly by: 'shares' | 'owner';
  readonly cards: readonly { readonly index: number; readonly card: number; readonly proof: Uint8Array }[];
}

/** The shares that a device (hex) sent are wrong. */
export interface WrongSharesClaim extends ClaimEvidence {
  readonly by: 'wrong shares';
  readonly device: string;
}

export type CardClaim = FaceClaim | WrongSharesClaim;
