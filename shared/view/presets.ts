import type { Chips, LegalActions, Round } from '../poker/index.ts';

export interface RaisePreset {
  label: string;
  raiseTo: Chips;
}

const OPENING_BIG_BLINDS: readonly number[] = [2.5, 3, 4];

const POT_PARTS: readonly { readonly label: string; readonly part: number }[] = [
  { label: '1/3 pot', part: 1 / 3 },
  { label: '1/2 pot', part: 1 / 2 },
  { label: '2/3 pot', part: 2 / 3 },
];

/**
 * Usual raises within the legal limits, rising, no amount twice: multiples of the big blind while nobody has raised
 * before the flop, else parts of the pot; then the pot, then everything.
 * @param pot all pots with the bets of this street
 */
export function raisePresets(round: Round, legal: LegalActions, pot: Chips): RaisePreset[] {
  const { minRaiseTo, maxRaiseTo } = legal;
  if (minRaiseTo === null || maxRaiseTo === null) return [];
  // Before the flop there is a level from the start: the blinds'.
  const isUnraised = round.aggressor === null && round.level > 0;
  const potAfterCall = pot + legal.callAmount;
  const raiseByPart = (part: number) => Math.round(round.level + part * potAfterCall);

  const usual: RaisePreset[] = isUnraised
    ? OPENING_BIG_BLINDS.map((count) => ({
        label: `${count} BB`,
        raiseTo: Math.round(count * round.bigBlind),
      }))
    : POT_PARTS.map(({ label, part }) => ({ label, raiseTo: raiseByPart(part) }));
  usual.push({ label: 'pot', raiseTo: raiseByPart(1) });

  const labels = new Map<Chips, string>();
  for (const { label, raiseTo } of usual) {
    if (raiseTo >= minRaiseTo && raiseTo < maxRaiseTo) labels.set(raiseTo, label);
  }
  labels.set(maxRaiseTo, 'all-in');
  return [...labels].map(([raiseTo, label]) => ({ label, raiseTo })).sort((a, b) => a.raiseTo - b.raiseTo);
}
