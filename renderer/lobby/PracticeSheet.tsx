import { Spade } from 'lucide-react';
import { useState } from 'react';
import { BOTS_MAX, BOTS_MIN } from '../limits.ts';
import { DEFAULT_BOTS, defaultSettings, freshTableName, withSeatsFor } from '../settings/settingsDefaults.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { NewTableFields } from './NewTableFields.tsx';
import { useNewTable } from './useNewTable.ts';

interface PracticeSheetProps {
  takenNames: string[];
  onClose: () => void;
}

/** A new practice table; as it opens, one click sits down. */
export function PracticeSheet({ takenNames, onClose }: PracticeSheetProps) {
  const store = usePageStore();
  const [bots, setBots] = useState(DEFAULT_BOTS);
  const table = useNewTable(() => freshTableName(takenNames), defaultSettings, bots);

  function changeBots(count: number): void {
    setBots(count);
    table.setSettings(withSeatsFor(table.settings, count + 1));
  }

  function sitDown(): void {
    const { isWrong, sentName: name, buyIn, settings } = table;
    if (isWrong) return;
    store.send({ type: 'newPracticeTable', name, bots, buyIn, settings });
    onClose();
  }

  return (
    <Sheet
      title="Practice table"
      lead="No-limit hold'em against bots. Play chips only."
      onClose={onClose}
      onSubmit={sitDown}
      testId="practice-sheet"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="brass"
            type="submit"
            disabled={table.isWrong}
            data-autofocus
            data-testid="start-practice"
          >
            <Spade aria-hidden="true" />
            Sit down
          </Button>
        </>
      }
    >
      <NewTableFields table={table}>
        <BotsField bots={bots} onChange={changeBots} />
      </NewTableFields>
    </Sheet>
  );
}

function BotsField({ bots, onChange }: { bots: number; onChange: (bots: number) => void }) {
  const counts = Array.from({ length: BOTS_MAX - BOTS_MIN + 1 }, (_, index) => BOTS_MIN + index);
  return (
    <fieldset className="bots-field">
      <legend>Bots</legend>
      <div>
        {counts.map((count) => (
          <label key={count} className="bots-choice">
            <input
              type="radio"
              name="bots"
              checked={count === bots}
              onChange={() => onChange(count)}
              data-testid={`bots-${count}`}
            />
            <span>{count}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
