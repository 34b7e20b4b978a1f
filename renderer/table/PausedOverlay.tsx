import { Play } from 'lucide-react';
import type { TableView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { Button } from '../ui/Button.tsx';
import './PausedOverlay.css';

interface PausedOverlayProps {
  view: TableView;
  words: string;
  isHere: boolean;
}

/** Lies over the felt while the table stands still: why, and how to go on. */
export function PausedOverlay({ view, words, isHere }: PausedOverlayProps) {
  const store = usePageStore();
  const amounts = useAmounts();
  return (
    <div className="paused" data-testid="paused">
      <section className="paused-card" aria-labelledby="paused-title">
        <h2 id="paused-title">Paused</h2>
        <p>{amounts.words(words)}</p>
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
      </section>
    </div>
  );
}
