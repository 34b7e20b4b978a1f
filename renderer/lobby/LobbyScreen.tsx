/**
 * The lobby: the tables of this device as they stand, and a new one.
 *
 * 1. A name and Practice stand on one page; nothing else comes before the first hand.
 *    (fixtures/scenes.test.tsx: "at first start the name field and Practice stand on one page")
 * 2. Every table says how it stands and what is damaged, and can be resumed and left.
 *    (fixtures/scenes.test.tsx: "each table tells name, state, damage and my stack, and can be resumed and left")
 */
import { Info, Link, Settings2, Spade, Users } from 'lucide-react';
import { useState } from 'react';
import type { LobbyTable } from '../../electron/ipc.ts';
import { PreferencesSheet } from '../settings/PreferencesSheet.tsx';
import { usePageStore } from '../state/PageContext.ts';
import type { LobbyState } from '../state/pageState.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { LeaveSheet } from '../ui/LeaveSheet.tsx';
import { Wordmark } from '../ui/Wordmark.tsx';
import { FriendsSheet } from './FriendsSheet.tsx';
import { JoinSheet } from './JoinSheet.tsx';
import { LobbyAsks } from './LobbyAsks.tsx';
import { PracticeSheet } from './PracticeSheet.tsx';
import { TableCard } from './TableCard.tsx';
import { Welcome } from './Welcome.tsx';
import './LobbyScreen.css';

/** The ways to a table that is not in the lobby yet. */
export type WayIn = 'practice' | 'friends' | 'join';

type OpenSheet = { type: WayIn } | { type: 'preferences' } | { type: 'leave'; table: LobbyTable } | null;

export function LobbyScreen({ lobby }: { lobby: LobbyState }) {
  const store = usePageStore();
  const [sheet, setSheet] = useState<OpenSheet>(null);
  const close = () => setSheet(null);
  const go = (type: WayIn) => setSheet({ type });
  const isWelcome = lobby.profile === null || lobby.tables.length === 0;
  const takenNames = lobby.tables.map((table) => table.name);

  return (
    <div className="lobby" data-four-colours={lobby.preferences.fourColours} data-testid="lobby">
      <header className="lobby-head">
        <Wordmark />
        <div className="lobby-head-right">
          {lobby.profile !== null && (
            <span className="lobby-name">
              <Avatar name={lobby.profile.name} avatar={lobby.profile.avatar} />
              <span>{lobby.profile.name}</span>
            </span>
          )}
          <IconButton
            icon={Settings2}
            label="Preferences"
            onClick={() => setSheet({ type: 'preferences' })}
            testId="preferences"
          />
        </div>
      </header>
      <main className="lobby-main scrolls">
        <LobbyAsks tables={lobby.tables} />
        {isWelcome && <Welcome profile={lobby.profile} onGo={go} />}
        {lobby.tables.length > 0 && (
          <section className="lobby-tables" aria-labelledby="your-tables">
            <div className="lobby-tables-head">
              <div>
                <h1 id="your-tables">Your tables</h1>
                <p>Each stands exactly as it was left, down to the card.</p>
              </div>
              {!isWelcome && <WaysIn onGo={go} />}
            </div>
            <ul className="lobby-grid">
              {lobby.tables.map((table) => (
                <li key={table.tableId}>
                  <TableCard table={table} onLeave={() => setSheet({ type: 'leave', table })} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <Remarks remarks={lobby.remarks} />
      </main>
      {sheet?.type === 'practice' && <PracticeSheet takenNames={takenNames} onClose={close} />}
      {sheet?.type === 'friends' && (
        <FriendsSheet myName={lobby.profile?.name ?? ''} takenNames={takenNames} onClose={close} />
      )}
      {sheet?.type === 'join' && <JoinSheet onClose={close} />}
      {sheet?.type === 'preferences' && <PreferencesSheet preferences={lobby.preferences} onClose={close} />}
      {sheet?.type === 'leave' && (
        <LeaveSheet
          tableName={sheet.table.name}
          onClose={close}
          onLeave={() => {
            store.send({ type: 'leave', tableId: sheet.table.tableId });
            close();
          }}
        />
      )}
    </div>
  );
}

function WaysIn({ onGo }: { onGo: (way: WayIn) => void }) {
  return (
    <div className="lobby-ways">
      <Button onClick={() => onGo('join')} data-testid="join-button">
        <Link aria-hidden="true" />
        Join
      </Button>
      <Button onClick={() => onGo('practice')} data-testid="practice-button">
        <Spade aria-hidden="true" />
        Practice
      </Button>
      <Button look="brass" onClick={() => onGo('friends')} data-testid="friends-button">
        <Users aria-hidden="true" />
        Friends' table
      </Button>
    </div>
  );
}

function Remarks({ remarks }: { remarks: string[] }) {
  if (remarks.length === 0) return null;
  return (
    <ul className="lobby-remarks" aria-label="Remarks" data-testid="remarks">
      {remarks.map((remark) => (
        <li key={remark}>
          <Info aria-hidden="true" />
          {remark}
        </li>
      ))}
    </ul>
  );
}
