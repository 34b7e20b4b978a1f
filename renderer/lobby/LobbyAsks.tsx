import type { LobbyTable } from '../../electron/ipc.ts';
import { AskerRow } from '../people/AskerRow.tsx';
import { usePageState } from '../state/PageContext.ts';
import './LobbyAsks.css';

/** Those who wait at the doors of this person's tables while their opener is in the lobby. */
export function LobbyAsks({ tables }: { tables: readonly LobbyTable[] }) {
  const { rooms, host } = usePageState();
  const asks = rooms.flatMap(({ tableId, people }) =>
    (people?.askers ?? []).map((asker) => ({ tableId, asker })),
  );
  return (
    <div role="status" aria-live="polite">
      {asks.length > 0 && (
        <ul className="lobby-asks" aria-label="At the door">
          {asks.map(({ tableId, asker }) => (
            <li key={`${tableId} ${asker.device}`}>
              <AskerRow
                asker={asker}
                tableId={tableId}
                tableName={tables.find((table) => table.tableId === tableId)?.name ?? 'your table'}
                isHere={host.type === 'running'}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
