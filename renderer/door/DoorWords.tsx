import { DoorClosed, DoorOpen, LoaderCircle } from 'lucide-react';
import type { DoorView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import type { DoorSign } from './doorWords.ts';

interface DoorWordsProps {
  view: Exclude<DoorView, DoorSign>;
  link: string;
}

const HEADINGS = {
  looking: 'On the way to the table',
  admitted: 'Come in',
  refused: 'This door stays closed',
} as const;

const ICONS = { looking: LoaderCircle, admitted: DoorOpen, refused: DoorClosed } as const;

/** A door that shows no table: still looked for, just left behind, or closed. */
export function DoorWords({ view, link }: DoorWordsProps) {
  const store = usePageStore();
  const Icon = ICONS[view.state];
  return (
    <section className={`door-words door-words-${view.state}`} aria-labelledby="door-title">
      <Icon aria-hidden="true" />
      <h1 id="door-title">{HEADINGS[view.state]}</h1>
      <p role={view.state === 'refused' ? 'alert' : 'status'} data-testid="door-words">
        {view.words}
      </p>
      {view.state === 'refused' && (
        <div className="door-actions">
          <Button onClick={() => store.send({ type: 'leaveDoor' })} data-testid="door-back">
            Back
          </Button>
          <Button
            look="ivory"
            onClick={() => store.send({ type: 'followLink', link })}
            data-testid="door-again"
          >
            Try again
          </Button>
        </div>
      )}
    </section>
  );
}
