import { join } from 'node:path';
import { z } from 'zod';
import { type Preferences, preferencesSchema, profileSchema } from '../ipc.ts';
// From their own files: main reads the profile too, and has no use for the rest of the disk.
import { writeDurably } from './disk/durableFile.ts';
import type { FileSystem } from './disk/fileSystem.ts';
import { moveAside } from './disk/setAside.ts';

/** What the person at this device chose, in words a person could read: profile.json in the data folder. */
const storedSchema = z.object({
  profile: profileSchema.nullable(),
  preferences: preferencesSchema,
  /** Nodes of an own DHT; empty: the public ones. */
  bootstrap: z.array(z.string()).default([]),
});
export type Stored = z.infer<typeof storedSchema>;

export const DEFAULT_PREFERENCES: Preferences = {
  sound: true,
  fourColours: false,
  amountsInBigBlinds: false,
};
const DEFAULTS: Stored = { profile: null, preferences: DEFAULT_PREFERENCES, bootstrap: [] };

/** What is stored in the folder, or the defaults; touches nothing. Rejects when the file is damaged. */
export async function readProfile(fs: FileSystem, folder: string): Promise<Stored> {
  const path = profilePath(folder);
  return (await fs.size(path)) === null ? DEFAULTS : readStored(fs, path);
}

async function readStored(fs: FileSystem, path: string): Promise<Stored> {
  return storedSchema.parse(JSON.parse(Buffer.from(await fs.read(path)).toString('utf8')));
}

function profilePath(folder: string): string {
  return join(folder, 'profile.json');
}

export class ProfileFile {
  readonly #fs: FileSystem;
  readonly #path: string;
  #stored: Stored;

  private constructor(fs: FileSystem, path: string, stored: Stored) {
    this.#fs = fs;
    this.#path = path;
    this.#stored = stored;
  }

  /** Opens the profile, or starts an empty one; a damaged file is set aside and told in `remarks`. */
  static async open(fs: FileSystem, folder: string, remarks: string[]): Promise<ProfileFile> {
    const path = profilePath(folder);
    if ((await fs.size(path)) === null) return new ProfileFile(fs, path, DEFAULTS);
    try {
      return new ProfileFile(fs, path, await readStored(fs, path));
    } catch {
      remarks.push(
        `Your name and preferences could not be read. They are kept as ${await moveAside(fs, path)}.`,
      );
      return new ProfileFile(fs, path, DEFAULTS);
    }
  }

  get stored(): Stored {
    return this.#stored;
  }

  async change(change: Partial<Stored>): Promise<void> {
    this.#stored = { ...this.#stored, ...change };
    await writeDurably(this.#fs, this.#path, Buffer.from(`${JSON.stringify(this.#stored, null, 2)}\n`));
  }
}
