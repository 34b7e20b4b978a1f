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
}

/**
 * Listens to the bridge and says hello. After a restarted host runs again it is greeted again and told which
 * table is on screen, since it remembers neither.
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
  }

  bridge.onNotice((notice) => {
    const cameBack =
      notice.type === 'host' && notice.state.type === 'running' && state.host.type === 'restarting';
    dispatch({ type: 'notice', notice, nowMs: now() });
    if (cameBack) greet();
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
  };
}
