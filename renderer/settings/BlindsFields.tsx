import type { SettingsView } from '../../electron/ipc.ts';
import { CHIPS_MAX } from '../limits.ts';
import { NumberField } from '../ui/fields.tsx';
import { withBlinds } from './settingsDefaults.ts';
import type { SettingsProblems } from './settingsProblems.ts';

interface BlindsFieldsProps {
  settings: SettingsView;
  problems: SettingsProblems;
  onChange: (settings: SettingsView) => void;
}

/** Small and big blind; the big blind follows the small one at twice its size. */
export function BlindsFields({ settings, problems, onChange }: BlindsFieldsProps) {
  return (
    <>
      <NumberField
        label="Small blind"
        value={settings.smallBlind}
        min={1}
        max={CHIPS_MAX / 2}
        onChange={(smallBlind) => onChange(withBlinds(settings, smallBlind, smallBlind * 2))}
        testId="small-blind"
      />
      <NumberField
        label="Big blind"
        value={settings.bigBlind}
        min={2}
        max={CHIPS_MAX}
        problem={problems.bigBlind}
        onChange={(bigBlind) => onChange(withBlinds(settings, settings.smallBlind, bigBlind))}
        testId="big-blind"
      />
    </>
  );
}
