import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The lengths of all files in a folder and below it. What goes away meanwhile does not count. */
export async function folderBytes(folder: string): Promise<number> {
  const items = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    items
      .filter((item) => item.isFile())
      .map(async (item) => {
        const found = await stat(join(item.parentPath, item.name)).catch(() => null);
        return found?.size ?? 0;
      }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
