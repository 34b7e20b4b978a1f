import { useEffect, useRef } from 'react';
import type { LogLine, TableView } from '../../electron/ipc.ts';
import { splitCards } from '../cards/cardsInText.ts';
import { InlineCard } from '../cards/InlineCard.tsx';
import type { OpenTable } from '../state/pageState.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { formatChips } from '../ui/amounts.ts';
import './LogPanel.css';

/** Nearer to the end than this, the log follows new lines. */
const FOLLOW_WITHIN_PX = 60;

interface LogPanelProps {
  view: TableView;
  lastHand: OpenTable['lastHand'];
}

/** The hand in words, and the one before it. Read aloud by the Announcer, not from here. */
export function LogPanel({ view, lastHand }: LogPanelProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const newest = `${view.handNumber}-${view.log.at(-1)?.id}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what makes it scroll
  useEffect(() => {
    const element = scroller.current;
    if (element !== null && isFollowing.current) element.scrollTop = element.scrollHeight;
  }, [newest]);

  return (
    <aside className="log-panel" aria-label="Log" data-testid="log">
      <div
        ref={scroller}
        className="log-scroller scrolls"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isFollowing.current = scrollHeight - scrollTop - clientHeight < FOLLOW_WITHIN_PX;
        }}
      >
        {lastHand !== null && (
          <LogHand title={`Hand ${formatChips(lastHand.handNumber)}`} lines={lastHand.log} isOver />
        )}
        <LogHand title={`Hand ${formatChips(view.handNumber)}`} lines={view.log} isOver={false} />
      </div>
    </aside>
  );
}

function LogHand({ title, lines, isOver }: { title: string; lines: LogLine[]; isOver: boolean }) {
  return (
    <section className={isOver ? 'log-hand is-over' : 'log-hand'}>
      <h2>{title}</h2>
      <ol>
        {lines.map((line) => (
          <li key={line.id} className={`log-line log-${line.kind}`}>
            <LogWords line={line} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Cards are named in the lines of streets and of shown hands; elsewhere such letters may be a player's name. */
function LogWords({ line }: { line: LogLine }) {
  const { words } = useAmounts();
  const text = words(line.words);
  if (line.kind !== 'street' && line.kind !== 'show') return text;
  // A full stop that stood after cards has nothing to end any more.
  return splitCards(text.replace(/\.$/, '')).map((part) =>
    'text' in part ? part.text : part.cards.map((card) => <InlineCard key={card} card={card} />),
  );
}
