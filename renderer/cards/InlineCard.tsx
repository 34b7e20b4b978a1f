import { readFace } from './cardWords.ts';
import { SuitMark } from './SuitMark.tsx';
import './InlineCard.css';
import './suits.css';

/** A card within a line of text: rank and suit on a small slip of paper. */
export function InlineCard({ card }: { card: string }) {
  const face = readFace(card);
  if (face === null) return card;
  return (
    <span className={`inline-card card-suit-${face.suit}`} role="img" aria-label={face.words}>
      {face.rank}
      <SuitMark suit={face.suit} />
    </span>
  );
}
