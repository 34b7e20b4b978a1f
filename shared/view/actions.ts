import { legalActions } from '../poker/index.ts';
import { raisePresets } from './presets.ts';
import type { Scene } from './scene.ts';
import type { ActorView, LegalView, TableView } from './tableView.ts';
import { chips } from './words.ts';

/** What the viewer may do; null while it is not its turn. */
export function legalView({ ask, mySeat }: Scene, pot: number): LegalView | null {
  if (ask.for !== 'move' || ask.seat !== mySeat) return null;
  const legal = legalActions(ask.round);
  const { canFold, canCheck, callAmount, minRaiseTo, maxRaiseTo } = legal;
  const presets = raisePresets(ask.round, legal, pot);
  return { canFold, canCheck, callAmount, minRaiseTo, maxRaiseTo, presets };
}

/** Whose turn it is, and how much time is left. */
export function actorView({ ask, desk, table }: Scene): ActorView | null {
  if (ask.for !== 'move') return null;
  const { seat, turn, endsMs } = ask;
  const bankMs = desk.seats.find((player) => player.seat === seat)?.timeBankMs ?? 0;
  const clockMs = desk.settings.actionClockMs;
  // While the table is paused its clock says nothing; without one there is nothing to say.
  if (endsMs === null || clockMs === null) {
    return { seat, turn, remainingMs: null, totalMs: null, timeBankMs: bankMs };
  }
  const leftMs = Math.max(0, endsMs - table.timeMs);
  const remainingMs = Math.max(0, leftMs - bankMs);
  // After an interruption a player may have more than the whole clock.
  return {
    seat,
    turn,
    remainingMs,
    totalMs: Math.max(clockMs, remainingMs),
    timeBankMs: leftMs - remainingMs,
  };
}

/** What may be chosen before the turn comes: by who is in the hand with chips, while others act. */
export function preActionsOffered(scene: Scene): TableView['preActionsOffered'] {
  const { ask, mySeat, players, phase, round } = scene;
  const me = mySeat === null ? undefined : players.get(mySeat);
  const isBetting = phase === 'preflop' || phase === 'flop' || phase === 'turn' || phase === 'river';
  if (!me || me.folded || me.stack === 0 || !isBetting) return [];
  if (ask.for === 'move' && ask.seat === mySeat) return [];

  const toCall = Math.min(me.stack, Math.max(0, (round?.level ?? 0) - me.bet));
  if (toCall === 0) {
    return [
      { label: 'Check / fold', preAction: { type: 'check-fold' } },
      { label: 'Check', preAction: { type: 'check' } },
      { label: 'Call any', preAction: { type: 'call-any' } },
    ];
  }
  return [
    { label: 'Fold', preAction: { type: 'fold' } },
    { label: `Call ${chips(toCall)}`, preAction: { type: 'call', amount: toCall } },
    { label: 'Call any', preAction: { type: 'call-any' } },
  ];
}
