import { HardDrive } from 'lucide-react';
import type { PeopleView, TableView } from '../../electron/ipc.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { type ResultLine, resultLines } from './results.ts';
import { savedWords } from './savedWords.ts';
import './StatusLines.css';

interface StatusLinesProps {
  view: TableView;
  people: PeopleView | null;
}

/** Under the board: who won and why, else what is waited for; and quietly, how it is dealt and where it is saved. */
export function StatusLines({ view, people }: StatusLinesProps) {
  const { words } = useAmounts();
  const results = resultLines(view);
  return (
    <div className="status-lines">
      {results.length > 0 ? (
        <ul className={results.length > 2 ? 'results results-many' : 'results'} data-testid="result">
          {results.map((line) => (
            <li key={`${line.seat} ${line.why}`}>
              <Result line={line} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="waiting-for" data-testid="waiting-for">
          {words(view.waitingFor)}
        </p>
      )}
      {results.length < 2 && (
        <p
          className="quiet-line"
          title={`Entry ${view.seq}`}
          data-testid="saved-on"
          data-saved-on={people?.savedOn}
          data-saved-of={people?.savedOf}
        >
          <HardDrive aria-hidden="true" />
          {savedWords(view, people)}
        </p>
      )}
      {(results.length === 0 || !view.practice) && (
        <p className="quiet-line" data-testid="dealing-line">
          {words(view.dealingLine)}
        </p>
      )}
    </div>
  );
}

function Result({ line }: { line: ResultLine }) {
  const { amount, words } = useAmounts();
  return (
    <>
      <strong>
        {line.name} wins {amount(line.amount)}
      </strong>
      {line.pots.length > 0 && <span className="result-pots"> ({line.pots.join(' and ')})</span>}
      <span className="result-why">{words(line.why)}</span>
    </>
  );
}
