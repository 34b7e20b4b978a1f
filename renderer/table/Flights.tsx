import { type CSSProperties, useEffect, useState } from 'react';
import type { TableView } from '../../electron/ipc.ts';
import { ChipStack } from './ChipStack.tsx';
import { type Flight, flightsBetween } from './flights.ts';
import { way } from './seatLayout.ts';
import './Flights.css';

/** Chips on the move. Each flight is drawn until its animation ends. */
export function Flights({ previous, view }: { previous: TableView | null; view: TableView }) {
  const [flights, setFlights] = useState<Flight[]>([]);

  useEffect(() => {
    const started = flightsBetween(previous, view);
    if (started.length === 0) return;
    const ids = new Set(started.map((flight) => flight.id));
    setFlights((flying) => [...flying.filter((flight) => !ids.has(flight.id)), ...started]);
  }, [previous, view]);

  return (
    <div aria-hidden="true">
      {flights.map((flight) => (
        <div
          key={flight.id}
          className={`flight flight-${flight.kind}`}
          style={flightStyle(flight)}
          onAnimationEnd={() => setFlights((flying) => flying.filter((other) => other.id !== flight.id))}
        >
          <ChipStack amount={flight.amount} />
        </div>
      ))}
    </div>
  );
}

function flightStyle({ from, to }: Flight): CSSProperties {
  const { x, y } = way(from, to);
  return { left: `${from.x}%`, top: `${from.y}%`, '--way-x': x, '--way-y': y } as CSSProperties;
}
