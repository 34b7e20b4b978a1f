import { LINK_TEXT_MAX } from '../limits.ts';

/** What the page can already say is wrong with a pasted text, as a sentence; null: the host may look at it. */
export function linkProblem(text: string): string | null {
  if (text.trim() === '') return 'Paste the link that you were sent.';
  if (text.trim().length > LINK_TEXT_MAX) return 'This is far too long for an invite link.';
  return null;
}
