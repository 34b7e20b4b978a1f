import type { OpenedCard } from '../../../shared/deck/openedCard.ts';
import type { Body } from '../../../shared/process/effects.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import type { Step } from '../../../shared/process/process.ts';
import type { Ask, Looks } from '../../../shared/table/asks.ts';

/** The table after an entry that is agreed, as its dealer needs it. */
export interface DealtTable {
  readonly hand: number;
  readonly ask: Ask;
  readonly looks: Looks;
  readonly opening: Step;
  readonly played: readonly PlayedEntry[];
  /** Devices of this process that take part, hex. */
  readonly devices: readonly string[];
  /** Hex of the device here that hosts; null: none does. */
  readonly host: string | null;
  /** Devices that a deck waits for before it is begun, of those that sit here: all that can be heard. */
  readonly expected: readonly string[];
  /** Nobody hosts: own cards may be looked at, and nothing is said. */
  readonly isQuiet: boolean;
}

/** Who sees to a table's cards on this device. */
export interface TableDealer {
  /** What is to be said about cards by devices here is said, now or as soon as it is worked out. */
  follow(table: DealtTable): void;
  /** Resolves once everything is worked out that `follow` has asked for so far. */
  idle(): Promise<void>;
  /** The faces of a device's own cards; null: they are not known here yet. */
  peek(device: string, places: readonly number[]): readonly number[] | null;
  /** The same with what shows them to everybody. @throws DiskFailure */
  reveal(device: string, places: readonly number[]): Promise<readonly OpenedCard[] | null>;
  /** Devices whose messages about the deck are proven wrong, as far as it was worked out here. */
  readonly faulty: readonly string[];
  stop(): void;
}

/** What a table's dealer tells its table. */
export interface DealerTells {
  /** @returns why it was refused; null: it is agreed. */
  readonly say: (device: string, body: Body) => Promise<string | null>;
  /** A device's own cards are known now. */
  readonly seen: () => void;
  /** Somebody's messages are proven wrong. */
  readonly convict: (devices: readonly string[]) => void;
  /** The table cannot go on. */
  readonly fail: (error: Error) => void;
}
