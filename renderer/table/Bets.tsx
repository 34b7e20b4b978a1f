import type { TableView } from '../../electron/ipc.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { ChipStack } from './ChipStack.tsx';
import { placeOf } from './seatLayout.ts';
import './Bets.css';

/** The chips in front of each seat on this street. */
export function Bets({ view }: { view: TableView }) {
  const { amount } = useAmounts();
  return view.seats
    .filter((seat) => seat.bet > 0)
    .map((seat) => {
      const { bet } = placeOf(seat.seat, view.mySeat, view.seats.length);
      return (
        <div
          key={seat.seat}
          className="bet"
          style={{ left: `${bet.x}%`, top: `${bet.y}%` }}
          data-testid={`bet-${seat.seat}`}
        >
          <ChipStack amount={seat.bet} />
          <span>{amount(seat.bet)}</span>
        </div>
      );
    });
}
