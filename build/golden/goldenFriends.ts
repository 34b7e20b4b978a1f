import { seededDeck } from '../../shared/deck/seededDeck.ts';
import { hash, toHex } from '../../shared/process/hash.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type Signer } from '../../shared/process/ports.ts';
import { simulatedSigner } from '../../shared/sim/keys.ts';
import { newGame } from '../../shared/table/game.ts';
import type { Role } from '../../shared/table/members.ts';
import type { Settings } from '../../shared/table/settings.ts';
import { HOST, SETTINGS } from '../../shared/table/testing/practice.ts';
import { GoldenTable } from './goldenTable.ts';

const INVITE = new Uint8Array(PUBLIC_KEY_BYTES).fill(7);
/** Whoever replays these journals does not look at proofs: they name no table. */
const PROOF = new Uint8Array(SIGNATURE_BYTES);

/** People with devices of their own, by the hex of their keys: at a friends' table inputs name devices. */
const signers = ['Ada', 'Bo', 'Cy', 'Di', 'Eli'].map((name) => ({ name, signer: simulatedSigner(name) }));
const people = new Map(signers.map(({ name, signer }) => [toHex(signer.publicKey), { name, signer }]));
export const [ADA, BO, CY, DI, ELI] = [...people.keys()] as [string, string, string, string, string];

/** Who signs for a device; null: it is none of a friend. */
export function signerOfFriend(device: string): Signer | null {
  return people.get(device)?.signer ?? null;
}

/** A friends' table that Ada opened. The deck of each hand follows from a seed of its own. */
export class GoldenFriends extends GoldenTable {
  constructor(settings: Partial<Settings>, seed: number) {
    const opening = { name: 'Ada', avatar: 1, practice: false, standIn: true };
    super({ ...newGame(ADA, { ...SETTINGS, ...settings }, opening), paused: true }, seed);
  }

  invite(admission: 'ask' | 'auto'): void {
    this.say(ADA, 'INVITE', { key: toHex(INVITE), admission });
  }

  closeDoor(): void {
    this.say(ADA, 'INVITE_END', { key: toHex(INVITE) });
  }

  join(device: string, role: Role): void {
    const name = people.get(device)?.name ?? '';
    this.say(device, 'JOIN', { name, avatar: 2, role, invite: INVITE, proof: PROOF });
  }

  sitDown(device: string, seat: number): void {
    const name = people.get(device)?.name ?? '';
    this.say(device, 'SIT', { seat, name, buyIn: 100, bot: false });
  }

  voters(change: { readonly add: string } | { readonly remove: string }): void {
    this.say(HOST, 'VOTERS', { ...change });
  }

  protected override shuffle(): void {
    const seed = hash('golden-seed', Uint8Array.of(this.seed, this.hand));
    this.deck = seededDeck(seed);
    super.shuffle();
  }
}
