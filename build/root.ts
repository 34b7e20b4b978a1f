import { resolve } from 'node:path';

/** The checkout's top folder, as an absolute path. */
export const root = resolve(import.meta.dirname, '..');
