/**
 * The table: felt, action bar, log. Everything on it is read from one view.
 *
 * 1. Every act names the hand and turn that were on screen. (state/pageStore.test.ts: "two clicks in one tick send one act")
 * 2. While the table is paused or its host away, nothing can be done that needs it.
 *    (fixtures/scenes.test.tsx: "a paused table has no working action")
 * 3. The root element tells hand, phase, actor, seq and state hash, for tests and for people who compare devices.
 *    (fixtures/scenes.test.tsx: "the table's root tells what it shows")
 * 4. Every control has a name. (fixtures/scenes.test.tsx: "every control is labelled")
 * 5. At a friends' table it says at all times whose computer hosts and who would have to collude to see a card.
 *    (fixtures/friends.test.tsx: "a friends' table says who hosts, where it is saved and how it is dealt")
 */
import { useState } from 'react';
import type { Preferences } from '../../electron/ipc.ts';
import { AskBanner } from '../people/AskBanner.tsx';
import { FriendsStrip } from '../people/FriendsStrip.tsx';
import { useSounds } from '../sound/useSounds.ts';
import { usePageState, usePageStore } from '../state/PageContext.ts';
import type { OpenTable } from '../state/pageState.ts';
import { useRoom } from '../state/useRoom.ts';
import { AmountContext } from '../ui/AmountContext.ts';
import { ActionBar } from './ActionBar.tsx';
import { Announcer } from './Announcer.tsx';
import { BuyInSheet } from './BuyInSheet.tsx';
import type { TableKey } from './keys.ts';
import { LogPanel } from './LogPanel.tsx';
import { SidePanel, type SideTab } from './SidePanel.tsx';
import { SpectatorBar } from './SpectatorBar.tsx';
import { Stage } from './Stage.tsx';
import { type TableSheet, TableSheets } from './TableSheets.tsx';
import { TopBar } from './TopBar.tsx';
import { focusAmount, focusChat, useTableKeys } from './useTableKeys.ts';
import { useTurn } from './useTurn.ts';
import './TableScreen.css';

interface TableScreenProps {
  table: OpenTable;
  preferences: Preferences;
}

export function TableScreen({ table, preferences }: TableScreenProps) {
  const store = usePageStore();
  const { host } = usePageState();
  const { view } = table;
  const { tableId } = view;
  const room = useRoom(tableId);
  const people = room?.people ?? null;
  const turn = useTurn(view, people !== null && people.sending !== null);
  const [sheet, setSheet] = useState<TableSheet | null>(null);
  const [isLogOpen, setLogOpen] = useState(true);
  const [tab, setTab] = useState<SideTab>('log');
  const [rebuyPutOff, setRebuyPutOff] = useState<number | null>(null);
  useSounds(table, preferences.sound);

  const isHere = host.type === 'running';
  const isFriends = !view.practice;
  // Pausing and the stakes are the opener's: at a practice table that is oneself.
  const isMine = view.practice || people?.isOpener === true;
  const isRebuyDue = view.rebuy !== null && isHere && view.paused === null;
  const isRebuyOpen = isRebuyDue && rebuyPutOff !== view.handNumber;
  const close = () => setSheet(null);
  const askToPlay = () => store.send({ type: 'askToPlay', tableId });
  const sit = (seat: number) => setSheet({ type: 'sit', seat });
  const toggleLog = () => setLogOpen((open) => !open);
  const toggleSound = () =>
    store.send({ type: 'setPreferences', preferences: { ...preferences, sound: !preferences.sound } });
  const togglePause = () => store.send({ type: view.paused === null ? 'pause' : 'resume', tableId });

  function openTab(wanted: SideTab): void {
    setLogOpen(true);
    setTab(wanted);
  }

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
        return isHere && (isMine || view.paused !== null) ? togglePause() : undefined;
      case 'log':
        return toggleLog();
      case 'chat':
        if (!isFriends) return;
        openTab('chat');
        return focusChat();
      case 'mute':
        return toggleSound();
      case 'help':
        return setSheet({ type: 'help' });
    }
  });

  return (
    <AmountContext value={preferences.amountsInBigBlinds ? { bigBlind: view.settings.bigBlind } : null}>
      <div
        className={`table-screen ${isLogOpen ? '' : 'is-log-folded'} ${isHere ? '' : 'is-host-away'} ${isFriends ? 'is-friends' : ''}`}
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
        data-spectator={view.spectator}
      >
        <TopBar
          view={view}
          preferences={preferences}
          isLogOpen={isLogOpen}
          isHere={isHere}
          isMine={isMine}
          mayInvite={people?.isOpener === true}
          onToggleLog={toggleLog}
          onToggleSound={toggleSound}
          onTogglePause={togglePause}
          onOpen={(type) => setSheet({ type })}
        />
        {isFriends && (
          <FriendsStrip
            people={people}
            isHere={isHere}
            onCarryOn={() => setSheet({ type: 'carryOn' })}
            onPeople={() => openTab('people')}
          />
        )}
        <Stage table={table} people={people} onSit={isHere ? sit : null} />
        {isFriends && <AskBanner people={people} isHere={isHere} />}
        {isFriends && view.spectator && view.paused === null ? (
          <SpectatorBar
            view={view}
            role={people?.myRole ?? null}
            isHere={isHere}
            onSit={sit}
            onAskToPlay={askToPlay}
          />
        ) : (
          <ActionBar
            view={view}
            turn={turn}
            sending={people?.sending ?? null}
            isHere={isHere}
            onInvite={people?.isOpener ? () => setSheet({ type: 'invite' }) : null}
            onRebuy={isRebuyDue && !isRebuyOpen ? () => setRebuyPutOff(null) : null}
          />
        )}
        {isLogOpen &&
          (isFriends ? (
            <SidePanel
              table={table}
              room={room}
              isHere={isHere}
              tab={tab}
              onTab={setTab}
              onInvite={() => setSheet({ type: 'invite' })}
            />
          ) : (
            <LogPanel view={view} lastHand={table.lastHand} />
          ))}
        <Announcer view={view} />
        {sheet !== null && (
          <TableSheets
            sheet={sheet}
            view={view}
            room={room}
            preferences={preferences}
            isHere={isHere}
            onClose={close}
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
            onLeave={() => setSheet({ type: 'leave' })}
          />
        )}
      </div>
    </AmountContext>
  );
}
