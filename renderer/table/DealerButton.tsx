import type { Place } from './seatLayout.ts';
import './DealerButton.css';

/** The dealer button; it glides on from hand to hand. Its seat says it to screen readers. */
export function DealerButton({ place }: { place: Place }) {
  return (
    <div
      className="dealer-button"
      style={{ left: `${place.button.x}%`, top: `${place.button.y}%` }}
      aria-hidden="true"
      data-testid="dealer-button"
    >
      D
    </div>
  );
}
