import { join } from 'node:path';
import { z } from 'zod';
import { type FileSystem, moveAside, writeDurably } from './disk/index.ts';

/**
 * No start of this device says so many inputs: their numbers begin at the start's own (agreement/outbox.ts), so that one
 * start's never reach into the next one's.
 */
export const INPUTS_PER_BOOT_MAX = 1_000_000;

/** A number that leaves no room for the inputs of this start is damage: no clock and no count of starts comes to it. */
const BOOT_MAX = Number.MAX_SAFE_INTEGER - 2 * INPUTS_PER_BOOT_MAX;
const storedSchema = z.strictObject({ boot: z.int().min(0).max(BOOT_MAX) });

/**
 * The number of this start, above that of every start before, also where the clock was set back meanwhile: kept in the
 * data folder, on disk before it is used. It is the wall clock's time unless that is too low, so that a folder brought
 * back from an old copy does not count on from there.
 * @param remarks are told of a damaged file, which is set aside
 * @throws DiskFailure
 */
export async function nextBoot(
  fs: FileSystem,
  folder: string,
  nowMs: number,
  remarks: string[],
): Promise<number> {
  const path = join(folder, 'boot.json');
  const last = await lastBoot(fs, path, remarks);
  const boot = last === null ? nowMs : Math.max(nowMs, last + INPUTS_PER_BOOT_MAX);
  await writeDurably(fs, path, Buffer.from(`${JSON.stringify({ boot })}\n`));
  return boot;
}

async function lastBoot(fs: FileSystem, path: string, remarks: string[]): Promise<number | null> {
  if ((await fs.size(path)) === null) return null;
  const bytes = await fs.read(path);
  try {
    return storedSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).boot;
  } catch {
    remarks.push(
      `How often this device was started could not be read. It is kept as ${await moveAside(fs, path)}.`,
    );
    return null;
  }
}
