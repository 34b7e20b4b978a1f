import { lazy, Suspense, useLayoutEffect } from 'react';
import { LobbyScreen } from './lobby/LobbyScreen.tsx';
import { plainPreferences } from './settings/plainPreferences.ts';
import { usePageState, usePageStore } from './state/PageContext.ts';
import { HostBanner } from './ui/HostBanner.tsx';
import { Splash } from './ui/Splash.tsx';
import { Toasts } from './ui/Toasts.tsx';

// The lobby is what a start shows: the table comes after it.
const loadTableScreen = () => import('./table/TableScreen.tsx');
const DoorScreen = lazy(async () => ({ default: (await import('./door/DoorScreen.tsx')).DoorScreen }));
const TableScreen = lazy(async () => ({ default: (await loadTableScreen()).TableScreen }));

/** Which screen there is, and what lies over every one of them. */
export function App() {
  const store = usePageStore();
  const { host, lobby, table, door, toasts } = usePageState();
  return (
    <>
      {door !== null ? (
        <Suspense fallback={<Splash host={host} />}>
          <Drawn screen="door">
            <DoorScreen key={door.link} door={door} profile={lobby?.profile ?? null} />
          </Drawn>
        </Suspense>
      ) : table !== null ? (
        <Suspense fallback={<Splash host={host} />}>
          <Drawn screen="table">
            <TableScreen
              key={table.view.tableId}
              table={table}
              preferences={lobby?.preferences ?? plainPreferences}
            />
          </Drawn>
        </Suspense>
      ) : lobby !== null ? (
        <Drawn screen="lobby">
          <LobbyScreen lobby={lobby} />
        </Drawn>
      ) : (
        <Splash host={host} />
      )}
      {(lobby !== null || table !== null || door !== null) && <HostBanner host={host} />}
      <Toasts toasts={toasts} onDismiss={store.dismissToast} />
    </>
  );
}

/** Says on the document which screen stands, once it does; and fetches the table's code when the lobby has drawn. */
function Drawn({ screen, children }: { screen: 'lobby' | 'table' | 'door'; children: React.ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.dataset.ready = screen;
    if (screen === 'lobby') requestIdleCallback(() => void loadTableScreen());
  }, [screen]);
  return children;
}
