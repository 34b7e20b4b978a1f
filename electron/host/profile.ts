import { join } from 'node:path';
import { z } from 'zod';
import { type Preferences, preferencesSchema, profileSchema } from '../ipc.ts';
import { type FileSystem, moveAside, writeDurably } from './disk/index.ts';

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
    const path = join(folder, 'profile.json');
    if ((await fs.size(path)) === null) return new ProfileFile(fs, path, DEFAULTS);
    try {
      const stored = storedSchema.parse(JSON.parse(Buffer.from(await fs.read(path)).toString('utf8')));
      return new ProfileFile(fs, path, stored);
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
