import { useEffect, useState } from 'react';
import type { Command, LegalView, TableView } from '../../electron/ipc.ts';
import { usePageState, usePageStore } from '../state/PageContext.ts';
import type { SentAct } from '../state/pageState.ts';
import { clampRaise, type RaiseLimits, stepRaise } from './raiseAmount.ts';

type Action = Extract<Command, { type: 'act' }>['action'];

/** One turn of this seat: what may be done, how big the raise is to be, and doing it. */
export interface Turn {
  legal: LegalView;
  /** Null when no raise is allowed. */
  limits: RaiseLimits | null;
  raiseTo: number;
  /** The raise was made ready by keyboard: Enter makes it. */
  isArmed: boolean;
  /** The act that is on its way; nothing else can be done meanwhile. */
  sending: SentAct | null;
  isDisabled: boolean;
  setRaiseTo(raiseTo: number): void;
  stepRaiseTo(direction: 1 | -1): void;
  arm(armed: boolean): void;
  fold(): void;
  checkOrCall(): void;
  raise(): void;
}

/**
 * The turn in this view, or null when it is not this seat's. The amount starts at the smallest raise of each turn.
 * @param isUnderWay the host says that an act of this device is on its way to the others
 */
export function useTurn(view: TableView, isUnderWay: boolean): Turn | null {
  const store = usePageStore();
  const { sentAct, host } = usePageState();
  const { legal, actor } = view;
  const limits = limitsOf(legal);
  const turnId = `${view.handNumber}/${actor?.turn}`;
  const [chosen, setChosen] = useState({ turnId, raiseTo: 0 });
  const [armedTurnId, setArmedTurnId] = useState<string | null>(null);

  useEffect(() => setArmedTurnId((armed) => (armed === turnId ? armed : null)), [turnId]);

  if (legal === null || actor === null) return null;

  const wanted = chosen.turnId === turnId ? chosen.raiseTo : (limits?.minRaiseTo ?? 0);
  const raiseTo = limits === null ? 0 : clampRaise(wanted, limits);
  const isDisabled = sentAct !== null || isUnderWay || view.paused !== null || host.type !== 'running';

  function act(action: Action): void {
    if (isDisabled || actor === null) return;
    const { tableId, handNumber } = view;
    store.send({ type: 'act', tableId, hand: handNumber, turn: actor.turn, action });
  }

  const setRaiseTo = (to: number) => setChosen({ turnId, raiseTo: to });
  return {
    legal,
    limits,
    raiseTo,
    isArmed: armedTurnId === turnId,
    sending: sentAct,
    isDisabled,
    setRaiseTo,
    stepRaiseTo(direction) {
      if (limits !== null) setRaiseTo(stepRaise(raiseTo, direction, view.settings.bigBlind, limits));
    },
    arm: (armed) => setArmedTurnId(armed ? turnId : null),
    fold() {
      if (legal.canFold) act({ type: 'fold' });
    },
    checkOrCall() {
      if (legal.canCheck) act({ type: 'check' });
      else if (legal.callAmount > 0) act({ type: 'call' });
    },
    raise() {
      if (limits !== null) act({ type: 'raise', to: raiseTo });
    },
  };
}

function limitsOf(legal: LegalView | null): RaiseLimits | null {
  if (legal === null || legal.minRaiseTo === null || legal.maxRaiseTo === null) return null;
  return { minRaiseTo: legal.minRaiseTo, maxRaiseTo: legal.maxRaiseTo };
}
