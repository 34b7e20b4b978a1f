import { useState } from 'react';
import type { SettingsView } from '../../electron/ipc.ts';
import { usualBuyIn } from '../settings/settingsDefaults.ts';
import { newTableProblems, type SettingsProblems } from '../settings/settingsProblems.ts';
import { lineText } from '../ui/lineText.ts';

/** A table that is being made: what was chosen so far, and what is wrong with it. */
export interface NewTable {
  /** As typed. */
  name: string;
  /** As it is sent. */
  sentName: string;
  settings: SettingsView;
  buyIn: number;
  problems: SettingsProblems;
  isNameless: boolean;
  isWrong: boolean;
  setName: (name: string) => void;
  setSettings: (settings: SettingsView) => void;
  /** Other blinds bring another usual buy-in. */
  setBlinds: (settings: SettingsView) => void;
  setBuyIn: (buyIn: number) => void;
}

/** @param bots how many bots need a seat besides one's own */
export function useNewTable(freshName: () => string, fresh: () => SettingsView, bots: number): NewTable {
  const [name, setName] = useState(freshName);
  const [settings, setSettings] = useState(fresh);
  const [buyIn, setBuyIn] = useState(() => usualBuyIn(settings));
  const problems = newTableProblems(settings, bots, buyIn);
  const isNameless = lineText(name) === null;
  return {
    name,
    sentName: lineText(name) ?? '',
    settings,
    buyIn,
    problems,
    isNameless,
    isWrong: isNameless || Object.keys(problems).length > 0,
    setName,
    setSettings,
    setBlinds(changed) {
      setSettings(changed);
      setBuyIn(usualBuyIn(changed));
    },
    setBuyIn,
  };
}
