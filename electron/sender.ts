import { isPageAddress } from './pageFiles.ts';

/** A frame, as far as it matters who it is. */
export interface Frame {
  readonly url: string;
}

/**
 * Whether a message comes from the page itself: the window's own top frame, showing our page. A frame within it, or one that
 * is gone already, is not it.
 */
export function isFromPage(sender: Frame | null, mainFrame: Frame | null | undefined): boolean {
  return sender !== null && sender === mainFrame && isPageAddress(sender.url);
}
