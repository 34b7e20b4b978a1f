import type { Suit } from './cardWords.ts';

/** The four suits, drawn in a box of 24 by 24. */
const SHAPES: Readonly<Record<Suit, string>> = {
  s: 'M12 1.6C9.3 5.6 2.6 9.4 2.6 14.3c0 2.9 2.2 4.8 4.7 4.8 1.5 0 2.9-.7 3.7-1.9-.3 2-1.1 3.6-2.7 5.2h7.4c-1.6-1.6-2.4-3.2-2.7-5.2.8 1.2 2.2 1.9 3.7 1.9 2.5 0 4.7-1.9 4.7-4.8C21.4 9.4 14.7 5.6 12 1.6Z',
  h: 'M12 22C9 18 2.2 13.4 2.2 8.2 2.2 5 4.6 2.8 7.3 2.8c2 0 3.8 1.2 4.7 3.2.9-2 2.7-3.2 4.7-3.2 2.7 0 5.1 2.2 5.1 5.4C21.8 13.4 15 18 12 22Z',
  d: 'M12 1.4C13.9 5.3 16.9 9.2 20.2 12c-3.3 2.8-6.3 6.7-8.2 10.6C10.1 18.7 7.1 14.8 3.8 12c3.3-2.8 6.3-6.7 8.2-10.6Z',
  c: 'M12 1.7a4.7 4.7 0 0 0-4.7 4.7c0 1.3.6 2.5 1.3 3.4a4.8 4.8 0 0 0-1.9-.4 4.8 4.8 0 1 0 0 9.6c1.8 0 3.4-1 4.2-2.5-.2 2.2-1 4.1-2.6 5.9h7.4c-1.6-1.8-2.4-3.7-2.6-5.9a4.8 4.8 0 0 0 4.2 2.5 4.8 4.8 0 1 0 0-9.6c-.7 0-1.3.1-1.9.4.7-.9 1.3-2.1 1.3-3.4A4.7 4.7 0 0 0 12 1.7Z',
};

/** One suit in the current text colour; silent to screen readers, which read the card's words. */
export function SuitMark({ suit, className }: { suit: Suit; className?: string }) {
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[suit]} fill="currentColor" />
    </svg>
  );
}
