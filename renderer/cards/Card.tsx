import type { CSSProperties } from 'react';
import { readFace } from './cardWords.ts';
import { SuitMark } from './SuitMark.tsx';
import './Card.css';
import './suits.css';

interface CardProps {
  /** "As", or null for a face-down card. */
  card: string | null;
  /** Lit when it is one of the winning five, dimmed when another hand won, a ghost when it never came. */
  tone?: 'plain' | 'lit' | 'dimmed' | 'ghost';
  className?: string;
  style?: CSSProperties;
}

/** One playing card. Its size comes from --card-width of whoever places it. */
export function Card({ card, tone = 'plain', className = '', style }: CardProps) {
  const face = card === null ? null : readFace(card);
  if (face === null) {
    return (
      <div className={`card card-back ${className}`} style={style} role="img" aria-label="face-down card" />
    );
  }
  return (
    <div
      className={`card card-face card-suit-${face.suit} ${face.rank.length > 1 ? 'card-ten' : ''} card-${tone} ${className}`}
      style={style}
      role="img"
      aria-label={face.words}
      data-card={card}
    >
      <span className="card-rank" aria-hidden="true">
        {face.rank}
      </span>
      <SuitMark suit={face.suit} className="card-corner" />
      <SuitMark suit={face.suit} className="card-pip" />
    </div>
  );
}
