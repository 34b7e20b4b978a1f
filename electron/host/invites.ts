import type { Body } from '../../shared/process/effects.ts';
import { fromHex, toHex } from '../../shared/process/hash.ts';
import type { Signer } from '../../shared/process/ports.ts';
import { joinProof } from '../../shared/table/guard.ts';
import { invitesOf, type Member } from '../../shared/table/voters.ts';
import { INVITE_SECRET_BYTES, inviteKeyOf, inviteTopic, makeInviteLink } from '../inviteLink.ts';
import type { Admission, Role } from '../ipc.ts';
import { deviceBytes } from './agreement/comingBack.ts';
import { type DataFolder, SecretFile, type SecretPorts } from './disk/index.ts';
import type { LiveTable } from './liveTable.ts';
import type { Network } from './swarm/link.ts';

export interface InvitePorts extends SecretPorts {
  readonly folder: DataFolder;
  readonly dataKey: Uint8Array;
  readonly network: Network;
}

/** An invite whose secret is here. Its key is made once: it is asked for with everything that people see. */
interface KnownInvite {
  readonly secret: Uint8Array;
  readonly key: Signer;
  /** The public key as the journal has it, hex. */
  readonly name: string;
}

/**
 * The open invites of this device's tables. The journal holds an invite's public key, so that any device of the table can
 * answer the door; its secret is on the disks of who made it and of who came in by it, and in the link.
 */
export class Invites {
  readonly #ports: InvitePorts;
  /** The invite of each table that this device made, or came in by. */
  readonly #known = new Map<string, KnownInvite | null>();
  /** Topics under which each table can be found now. */
  readonly #announced = new Map<string, Map<string, Promise<() => Promise<void>>>>();

  constructor(ports: InvitePorts) {
    this.#ports = ports;
  }

  /** Reads what this device knows of a table's invites. */
  async opened(table: LiveTable): Promise<void> {
    const secret = await this.#file(table.tableId).read();
    this.#known.set(table.tableId, secret.type === 'value' ? knownInvite(secret.value) : null);
    this.refresh(table);
  }

  /** The table can be found for as long as it has an open invite. */
  refresh(table: LiveTable): void {
    const { tableId, replica } = table;
    const open = new Set(invitesOf(replica.journal.looks()).map(({ key }) => key));
    this.announceAll(tableId, open);
    const known = this.#announced.get(tableId);
    for (const [key, announced] of known ?? []) {
      if (open.has(key)) continue;
      known?.delete(key);
      void stop(announced);
    }
  }

  /** The table can be found by these invites (keys, hex), and by those that it can be found by already. */
  announceAll(tableId: string, keys: Iterable<string>): void {
    for (const key of keys) {
      const known = this.#announced.get(tableId) ?? new Map<string, Promise<() => Promise<void>>>();
      this.#announced.set(tableId, known);
      if (!known.has(key))
        known.set(key, this.#ports.network.announce(inviteTopic(fromHex(tableId), deviceBytes(key))));
    }
  }

  closed(tableId: string): void {
    for (const announced of this.#announced.get(tableId)?.values() ?? []) void stop(announced);
    this.#announced.delete(tableId);
    this.#known.delete(tableId);
  }

  /** The link to give away; null: the door is closed, or the invite is not of this device. */
  link(table: LiveTable): { readonly link: string; readonly admission: Admission } | null {
    const known = this.#known.get(table.tableId);
    if (!known) return null;
    const { journal } = table.replica;
    const invite = invitesOf(journal.looks()).find((open) => open.key === known.name);
    if (!invite) return null;
    const address = this.#ports.network.localAddress();
    return {
      link: makeInviteLink({ table: journal.table, secret: known.secret, address }),
      admission: invite.admission,
    };
  }

  /** Opens the door, or changes who is let in. @returns why not, as a sentence; null: it is done. */
  async open(table: LiveTable, admission: Admission): Promise<string | null> {
    const known = this.#known.get(table.tableId);
    const isOpen = this.link(table) !== null;
    const invite = isOpen && known ? known : knownInvite(this.#ports.randomBytes(INVITE_SECRET_BYTES));
    if (invite !== known) {
      await this.#file(table.tableId).write(invite.secret);
      this.#known.set(table.tableId, invite);
    }
    return table.sayAsMe({ kind: 'INVITE', key: invite.name, admission });
  }

  /** Keeps the invite that this device came in by, so that it can come again to play. @throws DiskFailure */
  async keep(tableId: string, secret: Uint8Array): Promise<void> {
    await this.#file(tableId).write(secret);
    this.#known.set(tableId, knownInvite(secret));
  }

  /** What this member says to come in again, in another role; null: the invite that it knows is no longer open. */
  joinAgain(table: LiveTable, { device, name, avatar }: Member, role: Role): Body | null {
    const known = this.#known.get(table.tableId);
    if (!known || !this.link(table)) return null;
    const proof = joinProof(known.key, table.replica.journal.table, deviceBytes(device));
    return { kind: 'JOIN', name, avatar, role, invite: known.key.publicKey, proof };
  }

  /** Closes the door for ever to those who have this link. */
  async revoke(table: LiveTable): Promise<string | null> {
    for (const { key } of invitesOf(table.replica.journal.looks())) {
      const refused = await table.sayAsMe({ kind: 'INVITE_END', key });
      if (refused) return refused;
    }
    await this.#file(table.tableId).erase();
    this.#known.set(table.tableId, null);
    return null;
  }

  #file(tableId: string): SecretFile {
    const { folder, dataKey } = this.#ports;
    return new SecretFile(this.#ports, folder.invitePath(tableId), dataKey, `invite of table ${tableId}`);
  }
}

function knownInvite(secret: Uint8Array): KnownInvite {
  const key = inviteKeyOf(secret);
  return { secret, key, name: toHex(key.publicKey) };
}

/** Stops announcing; what never began needs no end. */
async function stop(announced: Promise<() => Promise<void>>): Promise<void> {
  await announced.then((end) => end()).catch(() => {});
}
