import type { Command, EvertableBridge } from '../../electron/ipc.ts';
import { initialPageState, maySend, type PageEvent, type PageState, reducePage } from './pageState.ts';

/** The page's one store: state to draw, commands to send. */
export interface PageStore {
  getState(): PageState;
  /** Returns a function that stops listening. */
  subscribe(listener: () => void): () => void;
  /** Sends a command, unless it would act twice in one turn; then nothing happens. */
  send(command: Command): void;
  dismissToast(id: number): void;
  /** The person has seen what was said at a table so far. */
  readChat(tableId: string): void;
}

/**
 * Listens to the bridge and says hello. After a restarted host runs again it is greeted again and told which
 * table and which door are on screen, since it remembers neither. A link that was opened is followed at once, and a
 * table that gives the screen to another one is closed.
 * @param now the page's monotonic clock in ms
 */
export function createPageStore(bridge: EvertableBridge, now: () => number): PageStore {
  let state = initialPageState;
  const listeners = new Set<() => void>();

  function dispatch(event: PageEvent): void {
    state = reducePage(state, event);
    for (const listener of listeners) listener();
  }

  function send(command: Command): void {
    if (!maySend(state, command)) return;
    dispatch({ type: 'sent', command });
    bridge.send(command);
  }

  function greet(): void {
    send({ type: 'hello' });
    if (state.table !== null) send({ type: 'openTable', tableId: state.table.view.tableId });
    if (state.door !== null) send({ type: 'followLink', link: state.door.link });
  }

  bridge.onNotice((notice) => {
    const cameBack =
      notice.type === 'host' && notice.state.type === 'running' && state.host.type === 'restarting';
    const shownBefore = state.table?.view.tableId;
    dispatch({ type: 'notice', notice, nowMs: now() });
    const shown = state.table?.view.tableId;
    if (shownBefore !== undefined && shown !== undefined && shown !== shownBefore) {
      send({ type: 'closeTable', tableId: shownBefore });
    }
    if (cameBack) greet();
    if (notice.type === 'linkOpened') send({ type: 'followLink', link: notice.link });
  });
  greet();

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send,
    dismissToast: (id) => dispatch({ type: 'dismissToast', id }),
    readChat: (tableId) => dispatch({ type: 'chatRead', tableId }),
  };
}
