import { Pause, Play } from 'lucide-react';
import type { TableView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { Button } from '../ui/Button.tsx';
import './PausedBar.css';

/** Takes the action bar's place while the table stands still: why, and how to go on. The felt stays in sight. */
export function PausedBar({ view, words, isHere }: { view: TableView; words: string; isHere: boolean }) {
  const store = usePageStore();
  const amounts = useAmounts();
  return (
    <div className="paused" data-testid="paused">
      <Pause className="paused-mark" aria-hidden="true" />
      <div>
        <h2>Paused</h2>
        <p>{amounts.words(words)}</p>
      </div>
      <Button
        look="brass"
        size="large"
        autoFocus
        disabled={!isHere}
        onClick={() => store.send({ type: 'resume', tableId: view.tableId })}
        data-testid="resume"
      >
        <Play aria-hidden="true" fill="currentColor" />
        Resume
      </Button>
    </div>
  );
}
