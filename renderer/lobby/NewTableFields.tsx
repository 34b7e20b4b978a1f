import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SettingsView } from '../../electron/ipc.ts';
import { CHIPS_MAX, TABLE_NAME_MAX_LENGTH } from '../limits.ts';
import { BlindsFields } from '../settings/BlindsFields.tsx';
import type { SettingsProblems } from '../settings/settingsProblems.ts';
import { TableSettingsFields } from '../settings/TableSettingsFields.tsx';
import { NumberField, TextField } from '../ui/fields.tsx';
import type { NewTable } from './useNewTable.ts';
import './NewTableFields.css';

interface NewTableFieldsProps {
  table: NewTable;
  /** Beside the name. */
  children?: ReactNode;
}

/** What every new table is asked: its name, its blinds, one's own buy-in, and the rest under "Advanced". */
export function NewTableFields({ table, children }: NewTableFieldsProps) {
  const { name, buyIn, settings, problems } = table;
  return (
    <>
      <div className={children === undefined ? undefined : 'new-table-first'}>
        <TextField
          label="Table name"
          value={name}
          maxLength={TABLE_NAME_MAX_LENGTH}
          problem={table.isNameless ? 'A name to find it by.' : undefined}
          onChange={table.setName}
          testId="table-name"
        />
        {children}
      </div>
      <div className="field-grid">
        <BlindsFields settings={settings} problems={problems} onChange={table.setBlinds} />
        <NumberField
          label="Buy-in, chips"
          hint={`${Math.round(buyIn / settings.bigBlind)} big blinds`}
          value={buyIn}
          min={1}
          max={CHIPS_MAX}
          problem={problems.buyIn}
          onChange={table.setBuyIn}
          testId="buy-in"
        />
      </div>
      <Advanced settings={settings} problems={problems} onChange={table.setSettings} />
    </>
  );
}

interface AdvancedProps {
  settings: SettingsView;
  problems: SettingsProblems;
  onChange: (settings: SettingsView) => void;
}

function Advanced(props: AdvancedProps) {
  return (
    <details className="new-table-advanced">
      <summary data-testid="advanced">
        <ChevronRight aria-hidden="true" />
        Advanced
      </summary>
      <div>
        <TableSettingsFields {...props} />
      </div>
    </details>
  );
}
