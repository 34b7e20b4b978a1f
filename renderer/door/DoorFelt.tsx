import { placeOf } from '../table/seatLayout.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { formatChips } from '../ui/amounts.ts';
import type { DoorSign } from './doorWords.ts';
import './DoorFelt.css';

const SEATS_MIN = 2;
const SEATS_MAX = 10;

/** The table as one sees it from the door: who sits where, and which chairs are free. */
export function DoorFelt({ sign }: { sign: DoorSign }) {
  const { seats } = sign;
  // What stands on a door comes from another device: a table that cannot be drawn is only named.
  if (seats.length < SEATS_MIN || seats.length > SEATS_MAX) return null;
  return (
    <div className="door-felt">
      <div className="door-felt-cloth" aria-hidden="true" />
      <ul aria-label="Seats" data-testid="door-seats">
        {seats.map(({ name, stack }, index) => {
          const { seat } = placeOf(index, null, seats.length);
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a seat is its place
              key={index}
              className={name === null ? 'door-seat is-free' : 'door-seat'}
              style={{ left: `${seat.x}%`, top: `${seat.y}%` }}
            >
              {name === null ? (
                <span className="door-seat-free">free</span>
              ) : (
                <>
                  <Avatar name={name} />
                  <span className="door-seat-words">
                    <span>{name}</span>
                    <strong>{formatChips(stack)}</strong>
                  </span>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
