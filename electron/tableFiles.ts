import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserWindow, dialog } from 'electron';

/*
 * .evertable files: those that the app is started or called with, and those that a person names. The page never names a file.
 *
 *  D1  Files are found by how they end, wherever they stand; switches and links are none.   tableFiles.test
 */

const ENDING = '.evertable';
const FILTERS = [{ name: 'Evertable tables', extensions: ['evertable'] }];
/** Somebody who selects a folder full of them opens it in the app. */
const FILES_MAX = 20;
const PATH_LENGTH_MAX = 4_096;

/**
 * The .evertable files among a start's arguments, as absolute paths.
 * @param folder what relative names are relative to
 */
export function filesAmong(argv: readonly unknown[], folder: string): string[] {
  return argv
    .flatMap((argument) => (typeof argument === 'string' ? (fileOf(argument, folder) ?? []) : []))
    .slice(0, FILES_MAX);
}

function fileOf(argument: string, folder: string): string | null {
  if (argument.length > PATH_LENGTH_MAX || argument.startsWith('-')) return null;
  if (!argument.toLowerCase().endsWith(ENDING)) return null;
  if (!/^[a-z][a-z0-9+.-]+:/i.test(argument)) return resolve(folder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

/** Asks where a table, or all of them, should be exported to. Null: nowhere. */
export async function askWhereTo(window: BrowserWindow, name: string): Promise<string | null> {
  const { filePath, canceled } = await dialog.showSaveDialog(window, {
    title: 'Export',
    defaultPath: `${plainName(name)}${ENDING}`,
    filters: FILTERS,
  });
  if (canceled || !filePath) return null;
  return filePath.toLowerCase().endsWith(ENDING) ? filePath : filePath + ENDING;
}

/** Asks which file to bring in. Null: none. */
export async function askWhich(window: BrowserWindow): Promise<string | null> {
  const { filePaths, canceled } = await dialog.showOpenDialog(window, {
    title: 'Open a table file',
    properties: ['openFile'],
    filters: FILTERS,
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** A table's name as a file's name on any system. */
export function plainName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N} _-]/gu, '').trim();
  return plain === '' ? 'Table' : plain;
}
