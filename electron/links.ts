import { LINK_TEXT_MAX } from './ipc.ts';

const SCHEME = /^evertable:\/\//i;

/**
 * The link that this app was started with, if any. It is found by its scheme, never by its place: Electron and Chromium put
 * switches of their own among the arguments.
 */
export function linkAmong(argv: readonly unknown[]): string | null {
  const link = argv.find((argument) => typeof argument === 'string' && SCHEME.test(argument));
  return typeof link === 'string' && link.length <= LINK_TEXT_MAX ? link : null;
}

/** The arguments of a second start: as it sent them itself, else as Chromium passes them on. */
export function secondArguments(additionalData: unknown, argv: readonly string[]): readonly unknown[] {
  const sent =
    typeof additionalData === 'object' && additionalData !== null && 'argv' in additionalData
      ? additionalData.argv
      : null;
  return Array.isArray(sent) ? sent : argv;
}
