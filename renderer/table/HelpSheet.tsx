import { Sheet } from '../ui/Sheet.tsx';
import { KEY_HELP } from './keys.ts';
import './HelpSheet.css';

/** The keys of the table. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  return (
    <Sheet
      title="At the table"
      lead="Everything can be done by mouse or by keyboard."
      onClose={onClose}
      width="wide"
      testId="help-sheet"
    >
      <dl className="key-help">
        {KEY_HELP.map(({ keys, words }) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (key === '…' ? <span key={key}>to</span> : <kbd key={key}>{key}</kbd>))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
