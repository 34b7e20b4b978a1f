import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/*
 * Where the window stood, kept for the next start. Whatever the file holds, the window opens where it can be seen
 * (windowState.test "is where it can be seen").
 */

const rectangleSchema = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
export type Rectangle = z.infer<typeof rectangleSchema>;
const stateSchema = z.object({ bounds: rectangleSchema, isMaximized: z.boolean() });
export type WindowState = z.infer<typeof stateSchema>;

/** How much of a window's upper edge must be on a screen for a person to take hold of it, in pixels. */
const GRIP = 100;
const FILE_MAX_BYTES = 4_096;

/** What was kept; null: nothing that can be used. */
export function readWindowState(path: string): WindowState | null {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length > FILE_MAX_BYTES ? null : stateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps it; a disk that cannot is no reason to bother anybody. */
export function keepWindowState(path: string, state: WindowState): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
  } catch (error) {
    console.error("the window's place was not kept:", (error as Error).message);
  }
}

/**
 * The place for a window that was last there, on the screens there are now.
 * @param areas of the screens, without their bars
 * @returns null: no screen shows enough of it, so the system finds a place
 */
export function placeOn(bounds: Rectangle, areas: readonly Rectangle[]): Rectangle | null {
  const area = areas.find((one) => {
    const shownWidth = Math.min(bounds.x + bounds.width, one.x + one.width) - Math.max(bounds.x, one.x);
    return shownWidth >= GRIP && bounds.y >= one.y && bounds.y + GRIP <= one.y + one.height;
  });
  if (!area) return null;
  return {
    ...bounds,
    width: Math.min(bounds.width, area.width),
    height: Math.min(bounds.height, area.height),
  };
}
