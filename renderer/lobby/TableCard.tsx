import { Download, Play, TriangleAlert, Users } from 'lucide-react';
import type { LobbyTable } from '../../electron/ipc.ts';
import { usePageState, usePageStore } from '../state/PageContext.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { formatChips } from '../ui/amounts.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { agoWords } from '../ui/timeWords.ts';
import './TableCard.css';
import './FriendsMark.css';

interface TableCardProps {
  table: LobbyTable;
  onLeave: () => void;
}

/** One table as it stands. */
export function TableCard({ table, onLeave }: TableCardProps) {
  const store = usePageStore();
  const { lobby } = usePageState();
  const { words } = useAmounts();
  const { tableId, name } = table;
  const myAvatar = lobby?.profile?.avatar;
  const blinds = `${formatChips(table.smallBlind)}/${formatChips(table.bigBlind)}`;

  function resume(): void {
    store.send({ type: 'openTable', tableId });
    store.send({ type: 'resume', tableId });
  }

  return (
    <article className="table-card" aria-label={name} data-testid="table-card" data-table-id={tableId}>
      <header className="table-card-head">
        <button
          type="button"
          className="table-card-name"
          title={table.practice ? 'Look at the table; it stays paused' : 'Look at the table'}
          onClick={() => store.send({ type: 'openTable', tableId })}
          data-testid="table-open"
        >
          {name}
        </button>
        <p>
          {!table.practice && (
            <>
              <span className="table-card-friends" data-testid="table-friends">
                <Users aria-hidden="true" />
                Friends
              </span>{' '}
              <i aria-hidden="true" />{' '}
            </>
          )}
          Hand {formatChips(table.handNumber)} <i aria-hidden="true" /> {blinds} <i aria-hidden="true" />{' '}
          <time dateTime={new Date(table.lastPlayedMs).toISOString()}>
            {agoWords(table.lastPlayedMs, Date.now())}
          </time>
        </p>
      </header>
      <p className="table-card-state" data-testid="table-state">
        {words(table.state)}
      </p>
      {table.damage !== null && (
        <p className="table-card-damage" data-testid="table-damage">
          <TriangleAlert aria-hidden="true" />
          <span>{words(table.damage)}</span>
        </p>
      )}
      <ul className="table-card-players" aria-label="Stacks">
        {meFirst(table.players).map((player, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two friends may have one name; they do not move
          <li key={index} className={player.isMe ? 'is-me' : ''}>
            <Avatar name={player.name} avatar={player.isMe ? myAvatar : null} />
            <span className="table-card-player">{player.isMe ? `${player.name} (you)` : player.name}</span>
            <span className="table-card-stack">{formatChips(player.stack)}</span>
          </li>
        ))}
      </ul>
      <footer className="table-card-actions">
        <Button look="ivory" onClick={resume} data-testid="resume" aria-label={`Resume ${name}`}>
          <Play aria-hidden="true" fill="currentColor" />
          Resume
        </Button>
        <Button onClick={onLeave} data-testid="leave" aria-label={`Leave ${name}`}>
          Leave
        </Button>
        <IconButton
          icon={Download}
          label={`Export ${name} as a file`}
          onClick={() => store.send({ type: 'exportTable', tableId, name })}
          testId="export-table"
        />
      </footer>
    </article>
  );
}

/** One's own stack stands on top; the others follow in the order of their seats. */
function meFirst(players: LobbyTable['players']): LobbyTable['players'] {
  return [...players.filter((player) => player.isMe), ...players.filter((player) => !player.isMe)];
}
