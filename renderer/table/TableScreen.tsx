/**
 * The table: felt, action bar, log. Everything on it is read from one view.
 *
 * 1. Every act names the hand and turn that were on screen. (state/pageStore.test.ts: "two clicks in one tick send one act")
 * 2. While the table is paused or its host away, nothing can be done that needs it.
 *    (fixtures/scenes.test.tsx: "a paused table has no working action")
 * 3. The root element tells hand, phase, actor, seq and state hash, for tests and for people who compare devices.
 *    (fixtures/scenes.test.tsx: "the table's root tells what it shows")
 * 4. Every control has a name. (fixtures/scenes.test.tsx: "every control is labelled")
 */
import { useState } from 'react';
import type { Preferences } from '../../electron/ipc.ts';
import { NextHandSettings } from '../settings/NextHandSettings.tsx';
import { PreferencesSheet } from '../settings/PreferencesSheet.tsx';
import { useSounds } from '../sound/useSounds.ts';
import { usePageState, usePageStore } from '../state/PageContext.ts';
import type { OpenTable } from '../state/pageState.ts';
import { AmountContext } from '../ui/AmountContext.ts';
import { LeaveSheet } from '../ui/LeaveSheet.tsx';
import { ActionBar } from './ActionBar.tsx';
import { Announcer } from './Announcer.tsx';
import { BuyInSheet } from './BuyInSheet.tsx';
import { HelpSheet } from './HelpSheet.tsx';
import type { TableKey } from './keys.ts';
import { LogPanel } from './LogPanel.tsx';
import { Stage } from './Stage.tsx';
import { TopBar } from './TopBar.tsx';
import { focusAmount, useTableKeys } from './useTableKeys.ts';
import { useTurn } from './useTurn.ts';
import './TableScreen.css';

export type TableSheet = 'help' | 'settings' | 'preferences' | 'leave' | 'topUp';

interface TableScreenProps {
  table: OpenTable;
  preferences: Preferences;
}

export function TableScreen({ table, preferences }: TableScreenProps) {
  const store = usePageStore();
  const { host } = usePageState();
  const { view } = table;
  const { tableId } = view;
  const turn = useTurn(view);
  const [sheet, setSheet] = useState<TableSheet | null>(null);
  const [isLogOpen, setLogOpen] = useState(true);
  const [rebuyPutOff, setRebuyPutOff] = useState<number | null>(null);
  useSounds(table, preferences.sound);

  const isHere = host.type === 'running';
  const isRebuyDue = view.rebuy !== null && isHere && view.paused === null;
  const isRebuyOpen = isRebuyDue && rebuyPutOff !== view.handNumber;
  const close = () => setSheet(null);
  const toggleLog = () => setLogOpen((open) => !open);
  const toggleSound = () =>
    store.send({ type: 'setPreferences', preferences: { ...preferences, sound: !preferences.sound } });
  const togglePause = () => store.send({ type: view.paused === null ? 'pause' : 'resume', tableId });

  useTableKeys((key: TableKey) => {
    switch (key.type) {
      case 'fold':
        return turn?.fold();
      case 'checkOrCall':
        return turn?.checkOrCall();
      case 'raise':
        turn?.arm(true);
        return focusAmount();
      case 'confirm':
        return turn?.isArmed ? turn.raise() : undefined;
      case 'cancel':
        return turn?.arm(false);
      case 'more':
      case 'less':
        turn?.arm(true);
        return turn?.stepRaiseTo(key.type === 'more' ? 1 : -1);
      case 'preset': {
        const preset = turn?.legal.presets[key.index];
        if (preset === undefined) return;
        turn?.arm(true);
        return turn?.setRaiseTo(preset.raiseTo);
      }
      case 'nextHand':
        return view.canSkip ? store.send({ type: 'nextHand', tableId }) : undefined;
      case 'pause':
        return isHere ? togglePause() : undefined;
      case 'log':
        return toggleLog();
      case 'mute':
        return toggleSound();
      case 'help':
        return setSheet('help');
    }
  });

  return (
    <AmountContext value={preferences.amountsInBigBlinds ? { bigBlind: view.settings.bigBlind } : null}>
      <div
        className={`table-screen ${isLogOpen ? '' : 'is-log-folded'} ${isHere ? '' : 'is-host-away'}`}
        data-four-colours={preferences.fourColours}
        data-testid="table"
        data-table-id={tableId}
        data-seq={view.seq}
        data-state-hash={view.stateHash}
        data-hand={view.handNumber}
        data-phase={view.phase}
        data-actor={view.actor?.seat ?? ''}
        data-turn={view.actor?.turn ?? ''}
        data-my-turn={view.legal !== null}
        data-paused={view.paused !== null}
      >
        <TopBar
          view={view}
          preferences={preferences}
          isLogOpen={isLogOpen}
          isHere={isHere}
          onToggleLog={toggleLog}
          onToggleSound={toggleSound}
          onTogglePause={togglePause}
          onOpen={setSheet}
        />
        <Stage table={table} />
        <ActionBar
          view={view}
          turn={turn}
          isHere={isHere}
          onRebuy={isRebuyDue && !isRebuyOpen ? () => setRebuyPutOff(null) : null}
        />
        {isLogOpen && <LogPanel view={view} lastHand={table.lastHand} />}
        <Announcer view={view} />
        {sheet === 'help' && <HelpSheet onClose={close} />}
        {sheet === 'settings' && <NextHandSettings view={view} onClose={close} />}
        {sheet === 'preferences' && <PreferencesSheet preferences={preferences} onClose={close} />}
        {sheet === 'leave' && (
          <LeaveSheet
            tableName={view.name}
            onClose={close}
            onLeave={() => store.send({ type: 'leave', tableId })}
          />
        )}
        {sheet === 'topUp' && view.topUpMax > 0 && (
          <BuyInSheet
            title="Top up"
            lead="The chips are yours from the next hand on."
            action="Add"
            limits={{ min: 1, max: view.topUpMax }}
            bigBlind={view.settings.bigBlind}
            onClose={close}
            onBuyIn={(amount) => {
              store.send({ type: 'topUp', tableId, amount });
              close();
            }}
          />
        )}
        {isRebuyOpen && view.rebuy !== null && (
          <BuyInSheet
            title="Out of chips"
            lead="Buy in again and you are dealt into the next hand."
            action="Buy in for"
            limits={view.rebuy}
            bigBlind={view.settings.bigBlind}
            onClose={() => setRebuyPutOff(view.handNumber)}
            onBuyIn={(amount) => {
              store.send({ type: 'topUp', tableId, amount });
              setRebuyPutOff(view.handNumber);
            }}
            onLeave={() => setSheet('leave')}
          />
        )}
      </div>
    </AmountContext>
  );
}
