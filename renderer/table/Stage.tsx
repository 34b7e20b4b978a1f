import type { PeopleView } from '../../electron/ipc.ts';
import { personAt } from '../people/personAt.ts';
import type { OpenTable } from '../state/pageState.ts';
import { Bets } from './Bets.tsx';
import { Boards } from './Boards.tsx';
import { DealerButton } from './DealerButton.tsx';
import { Flights } from './Flights.tsx';
import { Pots } from './Pots.tsx';
import { winningCards } from './results.ts';
import { Seat } from './Seat.tsx';
import { StatusLines } from './StatusLines.tsx';
import { placeOf } from './seatLayout.ts';
import './Stage.css';

interface StageProps {
  table: OpenTable;
  /** Null at a practice table, and until they are known. */
  people: PeopleView | null;
  /** Takes a free seat; null while nothing can be asked of the host. */
  onSit: ((seat: number) => void) | null;
}

/** The felt and everything that lies on it, drawn to one scale. */
export function Stage({ table, people, onSit }: StageProps) {
  const { view, previous } = table;
  const winning = winningCards(view);
  return (
    <main className={view.paused === null ? 'stage' : 'stage is-still'} aria-label="Table">
      <div className="canvas">
        <div className="felt" aria-hidden="true" />
        <Pots view={view} />
        <Boards view={view} previous={previous} winning={winning} />
        <StatusLines view={view} people={people} />
        {view.seats.map((seat) => (
          <Seat
            key={seat.seat}
            seat={seat}
            place={placeOf(seat.seat, view.mySeat, view.seats.length)}
            table={table}
            winning={winning}
            person={personAt(people, seat.seat)}
            sending={seat.isMe ? (people?.sending ?? null) : null}
            onSit={onSit}
          />
        ))}
        <Bets view={view} />
        {view.button !== null && (
          <DealerButton place={placeOf(view.button, view.mySeat, view.seats.length)} />
        )}
        <Flights previous={previous} view={view} />
      </div>
    </main>
  );
}
