import type { CSSProperties } from 'react';
import type { TableView } from '../../electron/ipc.ts';
import { Card } from '../cards/Card.tsx';
import { DealtCard } from './DealtCard.tsx';
import './Boards.css';

const PLACES = [0, 1, 2, 3, 4] as const;
const FLOP = 3;

interface BoardsProps {
  view: TableView;
  previous: TableView | null;
  winning: ReadonlySet<string>;
}

/** The community cards: five places each, so that nothing moves when a card comes. */
export function Boards({ view, previous, winning }: BoardsProps) {
  const isTwice = view.boards.length > 1;
  return (
    <div className={isTwice ? 'boards boards-two' : 'boards'} data-testid="board">
      {view.boards.map((board, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: first and second board are places
        <section className="board" key={index} aria-label={boardLabel(index, isTwice)}>
          {PLACES.map((place) => (
            <div className="board-place" key={place}>
              <BoardCard
                view={view}
                previous={previous}
                winning={winning}
                board={index}
                place={place}
                cards={board}
              />
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

function boardLabel(index: number, isTwice: boolean): string {
  if (!isTwice) return 'Board';
  return index === 0 ? 'First board' : 'Second board';
}

interface BoardCardProps extends BoardsProps {
  board: number;
  place: number;
  cards: string[];
}

function BoardCard({ view, previous, winning, board, place, cards }: BoardCardProps) {
  const card = cards[place];
  if (card === undefined) return <RabbitCard rabbit={view.rabbit[place - cards.length]} />;
  const isFresh =
    previous !== null &&
    (previous.handNumber !== view.handNumber || (previous.boards[board]?.length ?? 0) <= place);
  const tone = winning.size === 0 ? 'plain' : winningOn(view, board).has(card) ? 'lit' : 'dimmed';
  return (
    <DealtCard key={`${view.handNumber}-${card}`} isFresh={isFresh} order={place < FLOP ? place * 2 : 0}>
      <Card card={card} tone={tone} />
    </DealtCard>
  );
}

function RabbitCard({ rabbit }: { rabbit: string | undefined }) {
  if (rabbit === undefined) return null;
  const style = { '--deal-order': 0 } as CSSProperties;
  return (
    <div className="dealt dealt-flies" style={style} key={rabbit}>
      <Card card={rabbit} tone="ghost" />
    </div>
  );
}

/** The winning cards of one board. With two, the host names the board in the pot: "main pot, second board". */
function winningOn(view: TableView, board: number): ReadonlySet<string> {
  const named = board === 0 ? 'first board' : 'second board';
  const winners = view.winners.filter(({ pot }) => view.boards.length === 1 || pot.includes(named));
  return new Set(winners.flatMap((winner) => winner.cards));
}
