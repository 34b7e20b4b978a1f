import type { SettingsView } from '../../electron/ipc.ts';
import { CHIPS_MAX, SEATS_MAX, SEATS_MIN } from '../limits.ts';
import { NumberField, SelectField, Switch } from '../ui/fields.tsx';
import type { SettingsProblems } from './settingsProblems.ts';

const ANTE_RULES = [
  { value: 'none', label: 'No ante' },
  { value: 'each', label: 'From everybody' },
  { value: 'big-blind', label: 'From the big blind' },
] as const;

const BUTTON_RULES = [
  { value: 'moving', label: 'Moving button' },
  { value: 'dead', label: 'Dead button' },
] as const;

const NEWCOMERS = [
  { value: 'post', label: 'Post to play at once' },
  { value: 'wait', label: 'Wait for the big blind' },
] as const;

const CLOCKS_S = [10, 15, 20, 30, 45, 60, 120];
const TIME_BANKS_S = [0, 30, 60, 120, 300];
const BOMB_POT_EVERY_MAX = 1000;
const MS = 1000;

interface TableSettingsFieldsProps {
  settings: SettingsView;
  problems: SettingsProblems;
  onChange: (settings: SettingsView) => void;
}

/** The finer settings of a table; the blinds stand above them in the sheets that use this. */
export function TableSettingsFields({ settings, problems, onChange }: TableSettingsFieldsProps) {
  const change = (part: Partial<SettingsView>) => onChange({ ...settings, ...part });

  return (
    <>
      <div className="field-grid">
        <NumberField
          label="Seats"
          value={settings.maxSeats}
          min={SEATS_MIN}
          max={SEATS_MAX}
          problem={problems.maxSeats}
          onChange={(maxSeats) => change({ maxSeats })}
        />
        <NumberField
          label="Smallest buy-in"
          value={settings.minBuyIn}
          min={1}
          max={CHIPS_MAX}
          problem={problems.minBuyIn}
          onChange={(minBuyIn) => change({ minBuyIn })}
        />
        <NumberField
          label="Largest buy-in"
          value={settings.maxBuyIn}
          min={1}
          max={CHIPS_MAX}
          problem={problems.maxBuyIn}
          onChange={(maxBuyIn) => change({ maxBuyIn })}
        />
      </div>
      <div className="field-grid field-grid-two">
        <SelectField
          label="Ante"
          value={settings.anteRule}
          options={ANTE_RULES}
          onChange={(anteRule) =>
            change({ anteRule, ante: anteRule === 'none' ? 0 : settings.ante || settings.bigBlind })
          }
        />
        {settings.anteRule !== 'none' && (
          <NumberField
            label="Ante, chips"
            value={settings.ante}
            min={0}
            max={CHIPS_MAX}
            problem={problems.ante}
            onChange={(ante) => change({ ante })}
          />
        )}
        <SelectField
          label="Button"
          value={settings.buttonRule}
          options={BUTTON_RULES}
          onChange={(buttonRule) => change({ buttonRule })}
        />
        <SelectField
          label="Newcomers"
          value={settings.newcomers}
          options={NEWCOMERS}
          onChange={(newcomers) => change({ newcomers })}
        />
      </div>
      <div className="field-grid">
        <SelectField
          label="Time to act"
          value={secondsValue(settings.actionClockMs)}
          options={secondsOptions(CLOCKS_S, settings.actionClockMs, true)}
          onChange={(value) => change({ actionClockMs: value === 'none' ? null : Number(value) * MS })}
        />
        <SelectField
          label="Time bank"
          value={secondsValue(settings.timeBankMs)}
          options={secondsOptions(TIME_BANKS_S, settings.timeBankMs, false)}
          onChange={(value) => change({ timeBankMs: Number(value) * MS })}
        />
      </div>
      <Switch
        label="Straddle"
        hint="A blind raise to two big blinds by the seat after the big blind."
        checked={settings.straddle}
        onChange={(straddle) => change({ straddle })}
      />
      <Switch
        label="Run it twice"
        hint="All-in and all agreed: two boards, half the pot each."
        checked={settings.runItTwice}
        onChange={(runItTwice) => change({ runItTwice })}
      />
      <Switch
        label="Rabbit hunt"
        hint="See the cards that would have come. Costs and changes nothing."
        checked={settings.rabbitHunt}
        onChange={(rabbitHunt) => change({ rabbitHunt })}
      />
      <div className="field-grid">
        <NumberField
          label="Bomb pot every … hands"
          hint="0 means never."
          value={settings.bombPotEvery}
          min={0}
          max={BOMB_POT_EVERY_MAX}
          onChange={(bombPotEvery) => change({ bombPotEvery })}
        />
        {settings.bombPotEvery > 0 && (
          <NumberField
            label="Bomb pot ante, chips"
            value={settings.bombPotAnte}
            min={0}
            max={CHIPS_MAX}
            problem={problems.bombPotAnte}
            onChange={(bombPotAnte) => change({ bombPotAnte })}
          />
        )}
      </div>
    </>
  );
}

function secondsValue(timeMs: number | null): string {
  return timeMs === null ? 'none' : String(timeMs / MS);
}

/** The usual lengths, with the one in force among them even when it is unusual. */
function secondsOptions(usualS: readonly number[], timeMs: number | null, mayBeNone: boolean) {
  const all = timeMs === null ? usualS : [...new Set([...usualS, timeMs / MS])].sort((a, b) => a - b);
  const options = all.map((seconds) => ({
    value: String(seconds),
    label: seconds === 0 ? 'None' : `${seconds} seconds`,
  }));
  return mayBeNone ? [{ value: 'none', label: 'No clock' }, ...options] : options;
}
