import type { TableView } from '../../electron/ipc.ts';
import { speakCards } from '../cards/cardsInText.ts';
import { useAmounts } from '../ui/AmountContext.ts';

/** So many of the newest lines stay in the live region; a screen reader speaks what is added. */
const LINES_KEPT = 6;

/** Says the log and one's own turn to screen readers. */
export function Announcer({ view }: { view: TableView }) {
  const { words } = useAmounts();
  return (
    <div className="visually-hidden">
      <ol role="log" aria-live="polite" aria-label="What happens">
        {view.log.slice(-LINES_KEPT).map((line) => (
          <li key={`${view.handNumber}-${line.id}`}>{speakCards(words(line.words))}</li>
        ))}
      </ol>
      <TurnWords view={view} />
    </div>
  );
}

function TurnWords({ view }: { view: TableView }) {
  const { amount, words } = useAmounts();
  return (
    <p role="status" aria-live="assertive">
      {view.legal !== null && view.paused === null && turnWords(view, amount, words)}
    </p>
  );
}

function turnWords(
  view: TableView,
  amount: (chips: number) => string,
  words: (words: string) => string,
): string {
  const { legal, myHandWords } = view;
  const toCall =
    legal !== null && legal.callAmount > 0 ? `${amount(legal.callAmount)} to call` : 'You may check';
  const hand = myHandWords === null ? '' : ` You have ${words(myHandWords)}.`;
  return `Your turn. ${toCall}, pot ${amount(view.totalPot)}.${hand}`;
}
