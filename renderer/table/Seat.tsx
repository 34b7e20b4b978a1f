import { Bot, Laptop, Unplug } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { PersonView, SeatView, TableView } from '../../electron/ipc.ts';
import { Card } from '../cards/Card.tsx';
import { absenceWords } from '../people/personAt.ts';
import { usePageState } from '../state/PageContext.ts';
import type { OpenTable } from '../state/pageState.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { DealtCard } from './DealtCard.tsx';
import type { Place } from './seatLayout.ts';
import { seatTag, seatWords } from './seatWords.ts';
import { TurnClock } from './TurnClock.tsx';
import './Seat.css';

interface SeatProps {
  seat: SeatView;
  place: Place;
  table: OpenTable;
  winning: ReadonlySet<string>;
  /** Whose seat it is, at a friends' table; null until that is known. */
  person: PersonView | null;
  /** This device's own act that is on its way from here, in words. */
  sending: string | null;
  onSit: ((seat: number) => void) | null;
}

/** One place at the table: cards, name, stack, and what it did or holds. */
export function Seat({ seat, place, table, winning, person, sending, onSit }: SeatProps) {
  const { view } = table;
  const { lobby } = usePageState();
  const { amount, words } = useAmounts();
  const style = { left: `${place.seat.x}%`, top: `${place.seat.y}%` };

  if (seat.name === null) {
    return (
      <section
        className="seat seat-empty"
        style={style}
        aria-label={`Seat ${seat.seat + 1}, empty`}
        data-testid={`seat-${seat.seat}`}
      >
        {view.freeSeats.includes(seat.seat) && onSit !== null ? (
          <button
            type="button"
            className="seat-sit"
            aria-label={`Take seat ${seat.seat + 1}`}
            onClick={() => onSit(seat.seat)}
            data-testid={`sit-${seat.seat}`}
          >
            Sit here
          </button>
        ) : (
          <span>empty</span>
        )}
      </section>
    );
  }

  const isActor = view.actor?.seat === seat.seat;
  const absence = absenceWords(person);
  const around = { absence, isHost: person?.isHost ?? false, sending };
  const tag = seatTag(seat, view, amount, words, around);
  const avatar = person?.avatar ?? (seat.isMe ? lobby?.profile?.avatar : null);
  return (
    <section
      className={`${seatClass(seat, isActor, view)} ${absence === null ? '' : 'is-absent'}`}
      style={style}
      aria-label={seatWords(seat, view, amount, words, around)}
      data-testid={`seat-${seat.seat}`}
      data-stack={seat.stack}
      data-bet={seat.bet}
      data-folded={seat.folded}
      data-won={seat.won}
      data-presence={person?.presence}
    >
      <SeatCards seat={seat} place={place} table={table} winning={winning} />
      <div className="seat-plate">
        <div className="seat-avatar">
          <Avatar name={seat.name} avatar={avatar} />
          {absence !== null && (
            <span className={`seat-absence is-${absence}`} title={person?.presenceWords}>
              <Unplug aria-hidden="true" />
            </span>
          )}
          {isActor && view.actor !== null && (
            <TurnClock actor={view.actor} isStill={view.paused !== null} receivedAtMs={table.receivedAtMs} />
          )}
        </div>
        <div className="seat-words">
          <p className="seat-name">
            <span>{seat.name}</span>
            {person?.isHost && (
              <Laptop className="seat-host" aria-hidden="true" data-testid={`hosts-${seat.seat}`} />
            )}
            {seat.isBot && <Bot aria-label="bot" />}
          </p>
          <p className="seat-stack" data-testid={`stack-${seat.seat}`}>
            {seat.allIn && seat.stack === 0 && view.winners.length === 0 ? 'All-in' : amount(seat.stack)}
          </p>
        </div>
      </div>
      {tag !== null && (
        <p
          className={`seat-tag seat-tag-${tag.kind}`}
          data-testid={seat.isMe && tag.kind === 'hand' ? 'my-hand' : `tag-${seat.seat}`}
        >
          {tag.words}
        </p>
      )}
    </section>
  );
}

function seatClass(seat: SeatView, isActor: boolean, view: TableView): string {
  const flags: [string, boolean][] = [
    ['seat-mine', seat.isMe],
    ['is-actor', isActor],
    ['is-folded', seat.inHand && seat.folded],
    ['is-away', seat.sittingOut && !seat.inHand],
    ['is-all-in', seat.allIn],
    ['is-winner', seat.won > 0 && view.winners.some((winner) => winner.seat === seat.seat)],
  ];
  return ['seat', ...flags.filter(([, isSet]) => isSet).map(([name]) => name)].join(' ');
}

/** The two hole cards. A fold throws them to the middle; one's own stay where they are, dimmed. */
function SeatCards({ seat, place, table, winning }: Pick<SeatProps, 'seat' | 'place' | 'table' | 'winning'>) {
  const { view, previous } = table;
  if (!seat.inHand) return null;
  const cards = seat.cards.length > 0 ? seat.cards : [null, null];
  const wasDealt = previous?.seats.find((before) => before.seat === seat.seat)?.cards.length ?? 0;
  const isFresh =
    previous !== null && (previous.handNumber !== view.handNumber || (wasDealt === 0 && !seat.folded));
  const dealtFrom = {
    '--deal-x': 50 - place.seat.x,
    '--deal-y': 20 - place.seat.y,
  } as CSSProperties;
  return (
    <div
      className={seat.cards.some((card) => card !== null) ? 'seat-cards is-open' : 'seat-cards'}
      style={dealtFrom}
    >
      {cards.map((card, index) => (
        <DealtCard
          // biome-ignore lint/suspicious/noArrayIndexKey: first and second card are places, not things that move
          key={`${view.handNumber}-${index}`}
          isFresh={isFresh}
          order={dealOrder(seat.seat, view) + index * view.seats.length}
        >
          <Card
            card={card}
            key={card ?? 'back'}
            tone={cardTone(card, seat, view, winning)}
            className="seat-card"
          />
        </DealtCard>
      ))}
    </div>
  );
}

function cardTone(card: string | null, seat: SeatView, view: TableView, winning: ReadonlySet<string>) {
  if (card === null || winning.size === 0) return 'plain';
  const isWinner = view.winners.some((winner) => winner.seat === seat.seat && winner.cards.includes(card));
  return isWinner && winning.has(card) ? 'lit' : 'dimmed';
}

/** Cards are dealt from the left of the button round to it. */
function dealOrder(seat: number, view: TableView): number {
  const count = view.seats.length;
  return (seat - (view.button ?? 0) - 1 + 2 * count) % count;
}
