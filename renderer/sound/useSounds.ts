import { useEffect } from 'react';
import type { OpenTable } from '../state/pageState.ts';
import { cuesBetween } from './cues.ts';
import type { Synth } from './synth.ts';

let synth: Promise<Synth> | null = null;

/** The one synthesiser, made when the first sound is due. */
function loadSynth(): Promise<Synth> {
  synth ??= import('./synth.ts').then((module) => new module.Synth());
  return synth;
}

/** Lets the table be heard while the preference says so. */
export function useSounds(table: OpenTable, isOn: boolean): void {
  const { previous, view } = table;
  useEffect(() => {
    if (!isOn) return;
    for (const cue of cuesBetween(previous, view)) void loadSynth().then((loaded) => loaded.play(cue));
  }, [previous, view, isOn]);
}
