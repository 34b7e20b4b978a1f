import { LINK_TEXT_MAX } from './linkLimit.ts';

/*
 * The links that this app is started or called with.
 *
 *  K1  A link is found by its scheme wherever it stands, and only up to a length.   links.test "found by its scheme", "is none"
 *  K2  A link reaches a page that listens, once; the newest counts.                 links.test "a page that is there"
 */

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

/** Keeps what somebody has opened until there is a page that hears of it: it may come before the window, and while the page is drawn again. */
export class Inbox<Item> {
  readonly #open: (item: Item) => void;
  #waiting: Item | null = null;
  #isPageThere = false;

  /** @param open what is done with it */
  constructor(open: (item: Item) => void) {
    this.#open = open;
  }

  put(item: Item): void {
    this.#waiting = item;
    this.#handOn();
  }

  /** The page has said hello. */
  pageCame(): void {
    this.#isPageThere = true;
    this.#handOn();
  }

  /** The page has died, and is loaded again. */
  pageWent(): void {
    this.#isPageThere = false;
  }

  #handOn(): void {
    const item = this.#waiting;
    if (item === null || !this.#isPageThere) return;
    this.#waiting = null;
    this.#open(item);
  }
}
