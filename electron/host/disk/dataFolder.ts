/**
 * Where everything lies in the data folder:
 *
 *     lock                                  see folderLock.ts
 *     version                               the format's number, in decimal
 *     tables/<table id>/hand-000042.automerge
 *     tables/<table id>/history
 *     tables/<table id>/dealer/             secrets, see secretFile.ts
 *     tables/<table id>/proofs.cbor         who contradicted itself, see evidence.ts
 *     tables/<table id>/voters.cbor         that changes of voters are committed, see replication/certificateFile.ts
 *     tables/<table id>/lobby-card.json     a copy of what the lobby shows, see lobbyCard.ts
 */
import { dirname, join } from 'node:path';
import { DiskFailure } from './diskFailure.ts';
import { UNFINISHED_SUFFIX, writeDurably } from './durableFile.ts';
import type { DirectoryEntry, FileSystem } from './fileSystem.ts';
import { isSetAside, moveAside } from './setAside.ts';

export const FORMAT_VERSION = 1;
/** A table is known by 16 bytes, in lower-case hex. */
const TABLE_ID = /^[0-9a-f]{32}$/;
export const HAND_NUMBER_MAX = 999_999_999;
const HAND_FILE_NAME = /^hand-([0-9]{6}|[1-9][0-9]{6,8})\.automerge$/;
const VERSION_TEXT = /^[0-9]{1,9}\n?$/;
const VERSION_FILE_MAX_BYTES = 16;

const VERSION_FILE = 'version';
const TABLES_DIRECTORY = 'tables';
const HISTORY_FILE = 'history';
const DEALER_DIRECTORY = 'dealer';
const QUORUM_FILE = 'quorum.json';
const INVITE_FILE = 'invite';
const PROOFS_FILE = 'proofs.cbor';
const CARD_FILE = 'lobby-card.json';
const CERTIFICATES_FILE = 'voters.cbor';

export type OpenedDataFolder =
  | {
      type: 'open';
      folder: DataFolder;
      /** What was not as it should be, one sentence each. */
      remarks: string[];
    }
  /** Nothing was touched. `words` is one sentence for a person. */
  | { type: 'refused'; words: string };

export interface StoredTable {
  tableId: string;
  /** The hands that have a file, in ascending order; the newest is the last. Mostly one. */
  hands: number[];
}

export class DataFolder {
  readonly path: string;
  readonly #fs: FileSystem;

  private constructor(fs: FileSystem, path: string) {
    this.#fs = fs;
    this.path = path;
  }

  /**
   * Opens the data folder at `path`, an existing directory that this process has locked, or makes one of it if it is
   * empty. A folder of a newer format is refused and left as it is. A damaged version file is set aside: the format is
   * the only one there has been. Rejects with `DiskFailure`.
   */
  static async open(fs: FileSystem, path: string): Promise<OpenedDataFolder> {
    const version = await readVersion(fs, path);
    if (version.type === 'number' && version.value !== FORMAT_VERSION) {
      return { type: 'refused', words: refusalWords(path, version.value) };
    }
    const remarks: string[] = [];
    if (version.type === 'damaged') remarks.push(damagedVersionWords(await moveAside(fs, version.path)));
    if (version.type !== 'number') await writeDurably(fs, join(path, VERSION_FILE), versionText());

    const folder = new DataFolder(fs, path);
    await fs.makeDirectory(folder.#tablesPath);
    // The folder's own name, and those of tables made by a host that died before it synced them.
    for (const directory of [dirname(path), path, folder.#tablesPath]) await fs.syncDirectory(directory);
    return { type: 'open', folder, remarks };
  }

  /**
   * The data folder at `path` to read from: nothing is touched, and another process may have it open. A folder of a
   * newer format is refused, and one that is no data folder. Rejects with `DiskFailure`.
   */
  static async openToRead(fs: FileSystem, path: string): Promise<OpenedDataFolder> {
    const version = await readVersion(fs, path);
    if (version.type === 'missing')
      return { type: 'refused', words: `${path} is no data folder of Evertable.` };
    if (version.type === 'number' && version.value !== FORMAT_VERSION) {
      return { type: 'refused', words: refusalWords(path, version.value) };
    }
    return { type: 'open', folder: new DataFolder(fs, path), remarks: [] };
  }

  /**
   * Every table with its hand files, but for those whose making was cut off before they held anything: nobody was told of
   * them, and they can be made once more. What else lies in `tables` is told in `remarks`, one sentence each, and left
   * alone. Rejects with `DiskFailure`.
   */
  async listTables(): Promise<{ tables: StoredTable[]; remarks: string[] }> {
    const tables: StoredTable[] = [];
    const remarks: string[] = [];
    for (const entry of await this.#fs.list(this.#tablesPath)) {
      if (entry.kind !== 'directory' || !TABLE_ID.test(entry.name)) {
        remarks.push(`${entry.name} in ${this.#tablesPath} is no table.`);
        continue;
      }
      const entries = await this.#fs.list(this.tablePath(entry.name));
      const table = sortTableEntries(entries);
      if (await this.#isBegun(entry.name, entries)) tables.push({ tableId: entry.name, hands: table.hands });
      for (const name of table.foreign)
        remarks.push(`${name} in ${this.tablePath(entry.name)} is no file of a table.`);
    }
    return { tables, remarks };
  }

  async #isBegun(tableId: string, entries: readonly DirectoryEntry[]): Promise<boolean> {
    const isMade = ({ name, kind }: DirectoryEntry) =>
      kind !== 'directory' && name !== HISTORY_FILE && !name.endsWith(UNFINISHED_SUFFIX);
    return entries.some(isMade) || ((await this.#fs.size(this.historyPath(tableId))) ?? 0) > 0;
  }

  /** The hands of one table that have a file, ascending; null: there is no such table. Rejects with `DiskFailure`. */
  async handsOf(tableId: string): Promise<number[] | null> {
    const path = this.tablePath(tableId);
    try {
      return sortTableEntries(await this.#fs.list(path)).hands;
    } catch (error) {
      if (error instanceof DiskFailure && error.kind === 'missing') return null;
      throw error;
    }
  }

  /** Makes the directories of a table, durably; those that are there stay as they are. Rejects with `DiskFailure`. */
  async makeTable(tableId: string): Promise<void> {
    const path = this.tablePath(tableId);
    await this.#fs.makeDirectory(path);
    await this.#fs.makeDirectory(this.dealerPath(tableId));
    await this.#fs.syncDirectory(path);
    await this.#fs.syncDirectory(this.#tablesPath);
  }

  /**
   * Takes a table over from another data folder on the same disk, durably and in one step.
   * @throws DiskFailure, RangeError when a table of that id is here
   */
  async adoptTable(from: DataFolder, tableId: string): Promise<void> {
    const { tables } = await this.listTables();
    if (tables.some((table) => table.tableId === tableId)) throw new RangeError(`${tableId} is here`);
    await this.#fs.syncDirectory(from.tablePath(tableId));
    await this.#fs.rename(from.tablePath(tableId), this.tablePath(tableId));
    for (const directory of [from.#tablesPath, this.#tablesPath]) await this.#fs.syncDirectory(directory);
  }

  /** Throws RangeError for what is not a table id, so that no id from outside can lead out of the folder. */
  tablePath(tableId: string): string {
    if (!TABLE_ID.test(tableId)) throw new RangeError(`not a table id: ${JSON.stringify(tableId)}`);
    return join(this.#tablesPath, tableId);
  }

  /** The file of one hand. Throws RangeError for what is not a hand's number, 0 to HAND_NUMBER_MAX. */
  handPath(tableId: string, hand: number): string {
    if (!Number.isInteger(hand) || hand < 0 || hand > HAND_NUMBER_MAX) {
      throw new RangeError(`not a hand's number: ${hand}`);
    }
    return join(this.tablePath(tableId), `hand-${String(hand).padStart(6, '0')}.automerge`);
  }

  historyPath(tableId: string): string {
    return join(this.tablePath(tableId), HISTORY_FILE);
  }

  cardPath(tableId: string): string {
    return join(this.tablePath(tableId), CARD_FILE);
  }

  /** What this device has voted at a table. */
  quorumPath(tableId: string): string {
    return join(this.tablePath(tableId), QUORUM_FILE);
  }

  /** The secret of the invite that this device made. */
  invitePath(tableId: string): string {
    return join(this.tablePath(tableId), INVITE_FILE);
  }

  /** What proves that devices of a table contradicted themselves, see evidence.ts. */
  proofsPath(tableId: string): string {
    return join(this.tablePath(tableId), PROOFS_FILE);
  }

  /** That changes of voters in the open hand are committed, see replication/certificateFile.ts. */
  certificatesPath(tableId: string): string {
    return join(this.tablePath(tableId), CERTIFICATES_FILE);
  }

  /** The directory of a table's secrets. */
  dealerPath(tableId: string): string {
    return join(this.tablePath(tableId), DEALER_DIRECTORY);
  }

  get #tablesPath(): string {
    return join(this.path, TABLES_DIRECTORY);
  }
}

type VersionReading =
  | { type: 'number'; value: number }
  | { type: 'damaged'; path: string }
  | { type: 'missing' };

async function readVersion(fs: FileSystem, folderPath: string): Promise<VersionReading> {
  const path = join(folderPath, VERSION_FILE);
  const sizeBytes = await fs.size(path);
  if (sizeBytes === null) return { type: 'missing' };
  if (sizeBytes > VERSION_FILE_MAX_BYTES) return { type: 'damaged', path };
  const text = Buffer.from(await fs.read(path)).toString('latin1');
  const value = VERSION_TEXT.test(text) ? Number.parseInt(text, 10) : 0;
  return value === 0 ? { type: 'damaged', path } : { type: 'number', value };
}

function versionText(): Uint8Array {
  return Buffer.from(`${FORMAT_VERSION}\n`, 'latin1');
}

function refusalWords(path: string, version: number): string {
  return `The tables in ${path} were written by a newer Evertable (format ${version}). Update Evertable to open them.`;
}

function damagedVersionWords(asidePath: string): string {
  return `The version file of the data folder was damaged. It is kept as ${asidePath}.`;
}

function sortTableEntries(entries: DirectoryEntry[]): { hands: number[]; foreign: string[] } {
  const hands: number[] = [];
  const foreign: string[] = [];
  for (const { name, kind } of entries) {
    const hand = kind === 'file' ? HAND_FILE_NAME.exec(name)?.[1] : undefined;
    if (hand !== undefined) hands.push(Number.parseInt(hand, 10));
    else if (!belongsToTable(name, kind)) foreign.push(name);
  }
  return { hands: hands.sort((a, b) => a - b), foreign };
}

const TABLE_FILES: ReadonlySet<string> = new Set([
  HISTORY_FILE,
  CARD_FILE,
  QUORUM_FILE,
  INVITE_FILE,
  PROOFS_FILE,
  CERTIFICATES_FILE,
]);

function belongsToTable(name: string, kind: DirectoryEntry['kind']): boolean {
  if (kind === 'directory') return name === DEALER_DIRECTORY;
  if (kind !== 'file') return false;
  return TABLE_FILES.has(name) || name.endsWith(UNFINISHED_SUFFIX) || isSetAside(name);
}
