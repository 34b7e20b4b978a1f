import { dealsContext, deckContext, handIdOf, tryContext } from '../../deck/contexts.ts';
import {
  BLINDS_BYTES,
  BOX_BYTES,
  DECK_BYTES,
  type Deal,
  POINT_BYTES,
  PROOF_BYTES,
  type Ready,
  SHUFFLE_PROOF_BYTES,
  thresholdOf,
} from '../../deck/messages.ts';
import { hash, toHex } from '../../process/hash.ts';
import type { Plain } from '../../process/plain.ts';
import { newGame } from '../game.ts';
import type { Settings } from '../settings.ts';
import { HOST, Practice, SETTINGS, TABLE } from './practice.ts';

type Message = { readonly kind: string; readonly [field: string]: Plain };

/** Devices by the seat they take, as inputs name them. */
export const deviceOf = (seat: number) => toHex(hash('device', Uint8Array.of(seat)));

/**
 * A table whose devices make its deck, run by hand. What they say has the right shape and order and proves nothing: the
 * program does no arithmetic.
 */
export class DealtTable extends Practice {
  constructor(seats: number, settings: Partial<Settings> = {}) {
    const opening = { name: 'Host', avatar: 0, practice: true };
    super({ ...newGame(deviceOf(0), { ...SETTINGS, ...settings }, opening), paused: true });
    for (let seat = 0; seat < seats; seat++) this.sitAt(seat);
  }

  sitAt(seat: number): void {
    this.say(deviceOf(seat), 'SIT', { seat, name: `P${seat}`, buyIn: 100, bot: false });
  }

  resume(): void {
    this.say(deviceOf(0), 'RESUME');
  }

  get dealing(): { readonly [field: string]: Plain } {
    return this.look('dealing') ?? {};
  }

  get roster(): string[] {
    return this.dealing.roster as string[];
  }

  get awaited(): string[] {
    return this.dealing.awaited as string[];
  }

  /** What this device would say next about the deck that is being made; null: nothing is its to say. */
  message(device: string): Message | null {
    const { phase, number, attempt } = this.dealing as { phase: string; number: number; attempt: number };
    const handId = this.dealing.handId as Uint8Array;
    if (phase === 'ready') return readyOf(device, number, attempt);
    if (phase === 'DEAL') return dealOf(device, handId, this.roster.length);
    const ctxK = dealsContext(
      handId,
      this.roster.map((one) => dealOf(one, handId, this.roster.length)),
    );
    if (phase === 'ACK') return { kind: 'ACK', handId, deals: ctxK };
    if (phase === 'SHUFFLE') {
      const step = this.roster.indexOf(this.awaited[0] as string);
      return {
        kind: 'SHUFFLE',
        handId,
        step,
        deck: deckOf(step),
        proof: new Uint8Array(SHUFFLE_PROOF_BYTES),
      };
    }
    if (phase === 'DECK_ACK')
      return { kind: 'DECK_ACK', handId, deck: deckContext(ctxK, deckOf(this.roster.length - 1)) };
    return null;
  }

  sayMessage(device: string, message: Message | null): void {
    if (!message) throw new Error('nothing is to be said about the deck');
    this.say(device, message.kind, message);
  }

  /** The host opens the deck with all that are ready. */
  open(roster: readonly string[]): void {
    const { number, attempt } = this.dealing as { number: number; attempt: number };
    const readies = roster.map((device) => readyOf(device, number, attempt));
    const handId = handIdOf(tryContext(TABLE, number, attempt), roster, readies);
    this.say(HOST, 'HAND_OPEN', { number, attempt, roster, handId });
  }

  /** Everybody says its part until a deck is made, or `until` holds. */
  makeDeck(until: () => boolean = () => false): void {
    while (this.dealing.phase !== 'done' && !until()) {
      const [device] = this.awaited;
      if (device !== undefined) this.sayMessage(device, this.message(device));
      else this.open(this.seated());
    }
  }

  seated(): string[] {
    const { seats } = this.look('desk') as unknown as { seats: readonly { device: string }[] };
    return seats.map(({ device }) => device);
  }

  /** A holder sends its shares of what is asked for. */
  share(device: string): void {
    const { deck, taken } = this.look('shares') as {
      deck: Uint8Array;
      taken: { kind: string; places: number[] }[];
    };
    const { kind, places } = taken.at(-1) ?? { kind: 'HOLE', places: [] };
    const handId = this.handIdOf(deck);
    this.say(device, kind, sharesOf(handId, places));
  }

  handIdOf(_deck: Uint8Array): Uint8Array {
    const { number } = this.dealing as { number: number };
    const roster = this.seated();
    const readies = roster.map((one) => readyOf(one, number - 1, 1));
    return handIdOf(tryContext(TABLE, number - 1, 1), roster, readies);
  }
}

export function sharesOf(handId: Uint8Array, cards: readonly number[]) {
  return {
    handId,
    state: new Uint8Array(32),
    cards: [...cards],
    shares: new Uint8Array(cards.length * POINT_BYTES),
    proof: new Uint8Array(PROOF_BYTES),
  };
}

function readyOf(device: string, number: number, attempt: number): Ready & Message {
  return {
    kind: 'READY',
    number,
    attempt,
    sealKey: hash('seal', new TextEncoder().encode(device)),
    blinds: new Uint8Array(BLINDS_BYTES),
    proofs: new Uint8Array(3 * PROOF_BYTES),
  };
}

function dealOf(device: string, handId: Uint8Array, holders: number): Deal & Message {
  return {
    kind: 'DEAL',
    handId,
    commitments: new Uint8Array(thresholdOf(holders) * POINT_BYTES).fill(device.charCodeAt(0)),
    proof: new Uint8Array(PROOF_BYTES),
    ephemeral: new Uint8Array(POINT_BYTES),
    ephemeralProof: new Uint8Array(PROOF_BYTES),
    boxes: new Uint8Array((holders - 1) * BOX_BYTES),
  };
}

function deckOf(step: number): Uint8Array {
  return new Uint8Array(DECK_BYTES).fill(step + 1);
}
