import { useState } from 'react';
import type { SettingsView, TableView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { BlindsFields } from './BlindsFields.tsx';
import { settingsProblems } from './settingsProblems.ts';
import { TableSettingsFields } from './TableSettingsFields.tsx';

/** The table's settings, to be changed for the next hand. */
export function NextHandSettings({ view, onClose }: { view: TableView; onClose: () => void }) {
  const store = usePageStore();
  const [settings, setSettings] = useState<SettingsView>(view.nextSettings ?? view.settings);
  const problems = settingsProblems(settings);
  const isWrong = Object.keys(problems).length > 0;

  function apply(): void {
    if (isWrong) return;
    store.send({ type: 'setSettings', tableId: view.tableId, settings });
    onClose();
  }

  return (
    <Sheet
      title="Table settings"
      lead={
        view.nextSettings === null
          ? 'Changes take effect with the next hand.'
          : 'Changes made earlier are waiting for the next hand; these take their place.'
      }
      onClose={onClose}
      onSubmit={apply}
      testId="settings-sheet"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="brass" type="submit" disabled={isWrong} data-testid="settings-apply">
            Use from the next hand
          </Button>
        </>
      }
    >
      <div className="field-grid">
        <BlindsFields settings={settings} problems={problems} onChange={setSettings} />
      </div>
      <TableSettingsFields settings={settings} problems={problems} onChange={setSettings} />
    </Sheet>
  );
}
