import { randomBytes } from 'node:crypto';
import type { Body } from '../../shared/process/effects.ts';
import { toHex } from '../../shared/process/hash.ts';
import { joinProof } from '../../shared/table/guard.ts';
import { invitesOf, type Member } from '../../shared/table/voters.ts';
import { INVITE_SECRET_BYTES, inviteKeyOf, inviteTopic, makeInviteLink } from '../inviteLink.ts';
import type { Admission, Role } from '../ipc.ts';
import { deviceBytes } from './agreement/comingBack.ts';
import { type DataFolder, type FileSystem, SecretFile } from './disk/index.ts';
import type { LiveTable } from './liveTable.ts';
import type { Network } from './swarm/link.ts';

export interface InvitePorts {
  readonly fs: FileSystem;
  readonly folder: DataFolder;
  readonly dataKey: Uint8Array;
  readonly network: Network;
}

/**
 * The open invites of this device's tables. The journal holds an invite's public key, so that any device of the table can
 * answer the door; its secret is on the disks of who made it and of who came in by it, and in the link.
 */
export class Invites {
  readonly #ports: InvitePorts;
  /** The invite of each table that this device made, or came in by. */
  readonly #secrets = new Map<string, Uint8Array | null>();
  /** Topics under which each table can be found now. */
  readonly #announced = new Map<string, Map<string, Promise<() => Promise<void>>>>();

  constructor(ports: InvitePorts) {
    this.#ports = ports;
  }

  /** Reads what this device knows of a table's invites. */
  async opened(table: LiveTable): Promise<void> {
    const secret = await this.#file(table.tableId).read();
    this.#secrets.set(table.tableId, secret.type === 'value' ? secret.value : null);
    this.refresh(table);
  }

  /** The table can be found for as long as it has an open invite. */
  refresh(table: LiveTable): void {
    const { tableId, replica } = table;
    const { journal } = replica;
    const known = this.#announced.get(tableId) ?? new Map<string, Promise<() => Promise<void>>>();
    this.#announced.set(tableId, known);
    const open = new Set(invitesOf(journal.looks()).map(({ key }) => key));
    for (const key of open) {
      if (!known.has(key))
        known.set(key, this.#ports.network.announce(inviteTopic(journal.table, deviceBytes(key))));
    }
    for (const [key, announced] of known) {
      if (open.has(key)) continue;
      known.delete(key);
      void stop(announced);
    }
  }

  closed(tableId: string): void {
    for (const announced of this.#announced.get(tableId)?.values() ?? []) void stop(announced);
    this.#announced.delete(tableId);
    this.#secrets.delete(tableId);
  }

  /** The link to give away; null: the door is closed, or the invite is not of this device. */
  link(table: LiveTable): { readonly link: string; readonly admission: Admission } | null {
    const secret = this.#secrets.get(table.tableId);
    if (!secret) return null;
    const key = toHex(inviteKeyOf(secret).publicKey);
    const { journal } = table.replica;
    const invite = invitesOf(journal.looks()).find((open) => open.key === key);
    if (!invite) return null;
    const address = this.#ports.network.localAddress();
    return { link: makeInviteLink({ table: journal.table, secret, address }), admission: invite.admission };
  }

  /** Opens the door, or changes who is let in. @returns why not, as a sentence; null: it is done. */
  async open(table: LiveTable, admission: Admission): Promise<string | null> {
    const known = this.#secrets.get(table.tableId);
    const isOpen = this.link(table) !== null;
    const secret = isOpen && known ? known : new Uint8Array(randomBytes(INVITE_SECRET_BYTES));
    if (secret !== known) {
      await this.#file(table.tableId).write(secret);
      this.#secrets.set(table.tableId, secret);
    }
    return table.sayAsMe({ kind: 'INVITE', key: toHex(inviteKeyOf(secret).publicKey), admission });
  }

  /** Keeps the invite that this device came in by, so that it can come again to play. @throws DiskFailure */
  async keep(tableId: string, secret: Uint8Array): Promise<void> {
    await this.#file(tableId).write(secret);
    this.#secrets.set(tableId, secret);
  }

  /** What this member says to come in again, in another role; null: the invite that it knows is no longer open. */
  joinAgain(table: LiveTable, { device, name, avatar }: Member, role: Role): Body | null {
    const secret = this.#secrets.get(table.tableId);
    if (!secret || !this.link(table)) return null;
    const invite = inviteKeyOf(secret);
    const proof = joinProof(invite, table.replica.journal.table, deviceBytes(device));
    return { kind: 'JOIN', name, avatar, role, invite: invite.publicKey, proof };
  }

  /** Closes the door for ever to those who have this link. */
  async revoke(table: LiveTable): Promise<string | null> {
    for (const { key } of invitesOf(table.replica.journal.looks())) {
      const refused = await table.sayAsMe({ kind: 'INVITE_END', key });
      if (refused) return refused;
    }
    await this.#file(table.tableId).erase();
    this.#secrets.set(table.tableId, null);
    return null;
  }

  #file(tableId: string): SecretFile {
    const { fs, folder, dataKey } = this.#ports;
    return new SecretFile(fs, folder.invitePath(tableId), dataKey, `invite of table ${tableId}`);
  }
}

/** Stops announcing; what never began needs no end. */
async function stop(announced: Promise<() => Promise<void>>): Promise<void> {
  await announced.then((end) => end()).catch(() => {});
}
