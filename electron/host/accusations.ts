import { membersOf } from '../../shared/table/voters.ts';
import type { Notice } from '../ipc.ts';
import type { DataFolder, FileSystem } from './disk/index.ts';
import { Evidence, type Proof } from './evidence.ts';
import { verifySignature } from './keys.ts';
import type { LiveTable } from './liveTable.ts';
import { HostilePeer } from './replication/hostilePeer.ts';

export interface AccusationPorts {
  readonly fs: FileSystem;
  readonly folder: DataFolder;
  /** This device, hex. */
  readonly me: string;
  readonly notify: (notice: Notice) => void;
  /** What is proven of a table's devices has changed: its links and what people see follow. */
  readonly proven: (table: LiveTable) => void;
}

/** After the name of a device that was shown to cheat. */
const GOES = {
  other: 'It takes no part any more.',
  me: 'The others play on without it.',
} as const;
const NO_PROOF = 'It accused somebody without proof.';
const NOT_KEPT = 'A proof against a device of this table could not be kept on disk:';
/** A peer that says more than this on one link talks for the sake of talking. */
const HEARD_MAX = 256;
/** Contradictions found while a table is being opened wait, so many. */
const EARLY_MAX = 16;

interface Case {
  /** Null while it sleeps. */
  table: LiveTable | null;
  readonly evidence: Evidence;
  /** How many proofs each peer has sent on its link. */
  readonly heard: Map<string, number>;
}

/** What the friends' tables of this device have proven against their devices, and who else is told of it. */
export class Accusations {
  readonly #ports: AccusationPorts;
  readonly #cases = new Map<string, Case>();
  /** Found in a table's files before the table was open. */
  #early: { readonly tableId: string; readonly first: Uint8Array; readonly second: Uint8Array }[] = [];

  constructor(ports: AccusationPorts) {
    this.#ports = ports;
  }

  /** Reads what is kept of a table. @throws DiskFailure */
  async opened(table: LiveTable): Promise<void> {
    const { fs, folder } = this.#ports;
    const path = folder.proofsPath(table.tableId);
    const evidence = await Evidence.open({
      fs,
      path,
      table: table.replica.journal.table,
      verify: verifySignature,
    });
    this.#cases.set(table.tableId, { table, evidence, heard: new Map() });
    const early = this.#early.filter(({ tableId }) => tableId === table.tableId);
    this.#early = this.#early.filter((pair) => !early.includes(pair));
    for (const { first, second } of early) this.contradicted(table.tableId, first, second);
  }

  slept(tableId: string): void {
    const opened = this.#cases.get(tableId);
    if (opened) opened.table = null;
  }

  woke(table: LiveTable): void {
    const opened = this.#cases.get(table.tableId);
    if (opened) opened.table = table;
  }

  closed(tableId: string): void {
    this.#cases.delete(tableId);
  }

  /** Whether nobody here plays with that device at this table any more (DESIGN.md 5.11). */
  excludes(tableId: string, device: string): boolean {
    return this.#cases.get(tableId)?.evidence.excludes(device) ?? false;
  }

  /** Everything that is proven, a sentence each. */
  words(table: LiveTable): string[] {
    const proofs = this.#cases.get(table.tableId)?.evidence.proofs ?? [];
    return proofs.map((proof) => this.#wordsOf(table, proof));
  }

  /** Two words that this device itself has found to contradict each other. */
  contradicted(tableId: string, first: Uint8Array, second: Uint8Array): void {
    const opened = this.#cases.get(tableId);
    if (!opened) {
      if (this.#early.length < EARLY_MAX) this.#early.push({ tableId, first, second });
      return;
    }
    if (opened.evidence.isKnown(first, second)) return;
    const proof = opened.evidence.examine(first, second);
    if (proof) this.#take(opened, proof);
  }

  /** A peer has come: it may have been away when something was proven. */
  met(table: LiveTable, device: string): void {
    const opened = this.#cases.get(table.tableId);
    opened?.heard.delete(device);
    for (const { first, second } of opened?.evidence.proofs ?? [])
      table.agreement.peers.send(device, { type: 'proof', first, second });
  }

  /** A peer says that somebody contradicted itself. @throws HostilePeer when that is not so */
  heard(table: LiveTable, from: string, first: Uint8Array, second: Uint8Array): void {
    const opened = this.#cases.get(table.tableId);
    if (!opened || opened.evidence.isKnown(first, second)) return;
    const count = (opened.heard.get(from) ?? 0) + 1;
    opened.heard.set(from, count);
    if (count > HEARD_MAX) throw new HostilePeer(NO_PROOF);
    const proof = opened.evidence.examine(first, second);
    if (!proof) throw new HostilePeer(NO_PROOF);
    this.#take(opened, proof);
  }

  /** Keeps a proof, and sends it on once; keys that nobody here knows could be made up without end. */
  #take({ table, evidence }: Case, proof: Proof): void {
    const { device, first, second } = proof;
    if (!table) return;
    const isKnown = membersOf(table.replica.journal.looks()).some((member) => member.device === device);
    if (!isKnown || !evidence.take(proof)) return;
    const { tableId } = table;
    const { notify, proven } = this.#ports;
    table.agreement.peers.sendAll({ type: 'proof', first, second });
    notify({ type: 'message', tableId, kind: 'warning', words: this.#wordsOf(table, proof) });
    evidence.save().catch((error: Error) => {
      notify({ type: 'message', tableId, kind: 'error', words: `${NOT_KEPT} ${error.message}` });
    });
    proven(table);
  }

  #wordsOf(table: LiveTable, { device, words, isCheating }: Proof): string {
    const isMe = device === this.#ports.me;
    const members = membersOf(table.replica.journal.looks());
    const name = members.find((member) => member.device === device)?.name ?? 'Somebody';
    const sentence = `${isMe ? 'Your' : `${name}'s`} computer ${words}`;
    return isCheating ? `${sentence} ${isMe ? GOES.me : GOES.other}` : sentence;
  }
}
