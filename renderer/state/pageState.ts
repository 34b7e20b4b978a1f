/**
 * What the page knows: the last notices, folded into one plain value. No rule of poker, no clock of its own.
 *
 * 1. An act is sent at most once a turn: until the host shows another turn or refuses, `sentAct` stands.
 *    (pageState.test.ts: "a second act in the same turn is not sent")
 * 2. A table that was left for the lobby does not come back on a late notice.
 *    (pageState.test.ts: "a late view of a table that was left is not shown")
 * 3. A dead host leaves what is on screen where it is. (pageState.test.ts: "a restarting host leaves the table on screen")
 */
import type {
  Command,
  HostState,
  LobbyTable,
  LogLine,
  Notice,
  Preferences,
  TableView,
} from '../../electron/ipc.ts';
import { TOASTS_MAX } from '../limits.ts';

export interface Toast {
  id: number;
  kind: 'refused' | 'warning' | 'error';
  words: string;
}

export interface LobbyState {
  profile: { name: string } | null;
  preferences: Preferences;
  tables: LobbyTable[];
  remarks: string[];
}

/** The act that is on its way: which turn it was for and what it was. */
export interface SentAct {
  hand: number;
  turn: number;
  type: 'fold' | 'check' | 'call' | 'raise';
}

export interface OpenTable {
  view: TableView;
  /** The view drawn before this one, for motion and sound; null when the table was just opened. */
  previous: TableView | null;
  /** The page's own monotonic clock, in ms, when the view arrived. */
  receivedAtMs: number;
  /** The whole log of the hand before this one, if the page saw it. */
  lastHand: { handNumber: number; log: LogLine[] } | null;
}

export interface PageState {
  host: HostState;
  lobby: LobbyState | null;
  table: OpenTable | null;
  closedTableIds: ReadonlySet<string>;
  sentAct: SentAct | null;
  toasts: Toast[];
  nextToastId: number;
}

export type PageEvent =
  | { type: 'notice'; notice: Notice; nowMs: number }
  | { type: 'sent'; command: Command }
  | { type: 'dismissToast'; id: number };

export const initialPageState: PageState = {
  host: { type: 'starting' },
  lobby: null,
  table: null,
  closedTableIds: new Set(),
  sentAct: null,
  toasts: [],
  nextToastId: 1,
};

/** The page's state after one event. Pure. */
export function reducePage(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'notice':
      return afterNotice(state, event.notice, event.nowMs);
    case 'sent':
      return afterSent(state, event.command);
    case 'dismissToast':
      return { ...state, toasts: state.toasts.filter((toast) => toast.id !== event.id) };
  }
}

/** False for an act while another one for the same turn is on its way; true for everything else. */
export function maySend(state: PageState, command: Command): boolean {
  return command.type !== 'act' || state.sentAct === null;
}

function afterNotice(state: PageState, notice: Notice, nowMs: number): PageState {
  switch (notice.type) {
    case 'host':
      // A host that died may have lost the act before it was on disk: the view after the restart says.
      return {
        ...state,
        host: notice.state,
        sentAct: notice.state.type === 'running' ? null : state.sentAct,
      };
    case 'lobby': {
      const { profile, preferences, tables, remarks } = notice;
      return { ...state, lobby: { profile, preferences, tables, remarks } };
    }
    case 'table':
      return afterView(state, notice.view, nowMs);
    case 'tableClosed':
      return afterTableClosed(state, notice.tableId, notice.words);
    case 'message':
      return {
        ...withToast(state, notice.kind, notice.words),
        sentAct: notice.kind === 'refused' ? null : state.sentAct,
      };
  }
}

function afterView(state: PageState, view: TableView, nowMs: number): PageState {
  if (state.closedTableIds.has(view.tableId)) return state;
  const open = state.table;
  if (open !== null && open.view.tableId !== view.tableId) return state;
  const newHand = open !== null && open.view.handNumber !== view.handNumber;
  return {
    ...state,
    table: {
      view,
      previous: open?.view ?? null,
      receivedAtMs: nowMs,
      lastHand: newHand ? { handNumber: open.view.handNumber, log: open.view.log } : (open?.lastHand ?? null),
    },
    sentAct: isStillSent(state.sentAct, view) ? state.sentAct : null,
  };
}

function isStillSent(sent: SentAct | null, view: TableView): boolean {
  if (sent === null || view.legal === null || view.actor === null) return false;
  return view.handNumber === sent.hand && view.actor.turn === sent.turn;
}

function afterTableClosed(state: PageState, tableId: string, words: string | null): PageState {
  const closed = state.table?.view.tableId === tableId ? { ...state, table: null, sentAct: null } : state;
  return words === null ? closed : withToast(closed, 'warning', words);
}

function afterSent(state: PageState, command: Command): PageState {
  switch (command.type) {
    case 'act':
      return {
        ...state,
        sentAct: { hand: command.hand, turn: command.turn, type: command.action.type },
      };
    case 'openTable':
    case 'resume':
      return { ...state, closedTableIds: without(state.closedTableIds, command.tableId) };
    case 'closeTable':
    case 'leave':
      return {
        ...state,
        table: state.table?.view.tableId === command.tableId ? null : state.table,
        closedTableIds: new Set([...state.closedTableIds, command.tableId]),
        sentAct: null,
      };
    case 'setPreferences':
      return state.lobby === null
        ? state
        : { ...state, lobby: { ...state.lobby, preferences: command.preferences } };
    default:
      return state;
  }
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((other) => other !== id));
}

function withToast(state: PageState, kind: Toast['kind'], words: string): PageState {
  const others = state.toasts.filter((toast) => toast.words !== words);
  return {
    ...state,
    toasts: [...others, { id: state.nextToastId, kind, words }].slice(-TOASTS_MAX),
    nextToastId: state.nextToastId + 1,
  };
}
