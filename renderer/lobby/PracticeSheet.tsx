import { ChevronRight, Spade } from 'lucide-react';
import { useState } from 'react';
import type { SettingsView } from '../../electron/ipc.ts';
import { BOTS_MAX, BOTS_MIN, CHIPS_MAX, TABLE_NAME_MAX_LENGTH } from '../limits.ts';
import { BlindsFields } from '../settings/BlindsFields.tsx';
import {
  DEFAULT_BOTS,
  defaultSettings,
  freshTableName,
  usualBuyIn,
  withSeatsFor,
} from '../settings/settingsDefaults.ts';
import { newTableProblems } from '../settings/settingsProblems.ts';
import { TableSettingsFields } from '../settings/TableSettingsFields.tsx';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { NumberField, TextField } from '../ui/fields.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import './PracticeSheet.css';

interface PracticeSheetProps {
  takenNames: string[];
  onClose: () => void;
}

/** A new practice table; as it opens, one click sits down. */
export function PracticeSheet({ takenNames, onClose }: PracticeSheetProps) {
  const store = usePageStore();
  const [name, setName] = useState(() => freshTableName(takenNames));
  const [bots, setBots] = useState(DEFAULT_BOTS);
  const [settings, setSettings] = useState(defaultSettings);
  const [buyIn, setBuyIn] = useState(() => usualBuyIn(settings));
  const problems = newTableProblems(settings, bots, buyIn);
  const isNameless = name.trim() === '';
  const isWrong = isNameless || Object.keys(problems).length > 0;

  function changeBots(count: number): void {
    setBots(count);
    setSettings(withSeatsFor(settings, count + 1));
  }

  function changeBlinds(changed: SettingsView): void {
    setSettings(changed);
    setBuyIn(usualBuyIn(changed));
  }

  function sitDown(): void {
    if (isWrong) return;
    store.send({ type: 'newPracticeTable', name: name.trim(), bots, buyIn, settings });
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
          <Button look="brass" type="submit" disabled={isWrong} data-autofocus data-testid="start-practice">
            <Spade aria-hidden="true" />
            Sit down
          </Button>
        </>
      }
    >
      <div className="practice-first">
        <TextField
          label="Table name"
          value={name}
          maxLength={TABLE_NAME_MAX_LENGTH}
          problem={isNameless ? 'A name to find it by.' : undefined}
          onChange={setName}
          testId="table-name"
        />
        <BotsField bots={bots} onChange={changeBots} />
      </div>
      <div className="field-grid">
        <BlindsFields settings={settings} problems={problems} onChange={changeBlinds} />
        <NumberField
          label="Buy-in, chips"
          hint={`${Math.round(buyIn / settings.bigBlind)} big blinds`}
          value={buyIn}
          min={1}
          max={CHIPS_MAX}
          problem={problems.buyIn}
          onChange={setBuyIn}
          testId="buy-in"
        />
      </div>
      <details className="practice-advanced">
        <summary data-testid="advanced">
          <ChevronRight aria-hidden="true" />
          Advanced
        </summary>
        <div>
          <TableSettingsFields settings={settings} problems={problems} onChange={setSettings} />
        </div>
      </details>
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
