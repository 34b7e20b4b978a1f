import { type CSSProperties, type ReactNode, useState } from 'react';

interface DealtCardProps {
  /** The card came in while the page looked on: it flies in from the deck. Read once, when the card appears. */
  isFresh: boolean;
  /** Its place in the order of dealing, from 0. */
  order: number;
  children: ReactNode;
}

/** Brings a card from the deck to its place, in its turn. */
export function DealtCard({ isFresh, order, children }: DealtCardProps) {
  const [flies] = useState(isFresh);
  return (
    <div className={flies ? 'dealt dealt-flies' : 'dealt'} style={{ '--deal-order': order } as CSSProperties}>
      {children}
    </div>
  );
}
