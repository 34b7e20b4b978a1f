/**
 * What the page knows: the last notices, folded into one plain value. No rule of poker, no clock of its own.
 *
 * 1. An act is sent at most once a turn: until the host shows another turn or refuses, `sentAct` stands.
 *    (pageState.test.ts: "a second act in the same turn is not sent")
 * 2. A table that was left for the lobby does not come back on a late notice.
 *    (pageState.test.ts: "a late view of a table that was left is not shown")
 *    Nor do its people and its chat. (pageState.test.ts: "late people and chat of a closed table are dropped")
 * 3. A dead host leaves what is on screen where it is. (pageState.test.ts: "a restarting host leaves the table on screen")
 * 4. Another table takes the screen only when the person asked for it. (pageState.test.ts: "a view of another table does not take the screen")
 */
import type {
  Command,
  DesktopState,
  HostState,
  LobbyTable,
  LogLine,
  Notice,
  PeopleView,
  Preferences,
  Profile,
  TableView,
} from '../../electron/ipc.ts';
import { TOASTS_MAX } from '../limits.ts';
import { afterDoorNotice, doorTo, type OpenDoor } from './door.ts';
import { type Rooms, withChat, withChatRead, withoutRoom, withPeople } from './rooms.ts';

export interface Toast {
  id: number;
  kind: 'refused' | 'warning' | 'error';
  words: string;
}

export interface LobbyState {
  profile: Profile | null;
  preferences: Preferences;
  tables: LobbyTable[];
  bootstrap: string[];
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
  /** Null until main has said. */
  desktop: DesktopState | null;
  table: OpenTable | null;
  /** Over everything else while it is not null. */
  door: OpenDoor | null;
  /** The table whose next view takes the screen from another one; ANY_OTHER: whichever is not on screen. */
  movingTo: string | null;
  rooms: Rooms;
  closedTableIds: ReadonlySet<string>;
  /** Stood up from for good. */
  leftTableIds: ReadonlySet<string>;
  sentAct: SentAct | null;
  toasts: Toast[];
  nextToastId: number;
}

export type PageEvent =
  | { type: 'notice'; notice: Notice; nowMs: number }
  | { type: 'sent'; command: Command }
  | { type: 'chatRead'; tableId: string }
  | { type: 'dismissToast'; id: number };

/** A table that is being made has no name yet. */
const ANY_OTHER = 'any other';

export const initialPageState: PageState = {
  host: { type: 'starting' },
  lobby: null,
  desktop: null,
  table: null,
  door: null,
  movingTo: null,
  rooms: [],
  closedTableIds: new Set(),
  leftTableIds: new Set(),
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
    case 'chatRead':
      return { ...state, rooms: withChatRead(state.rooms, event.tableId) };
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
      const { profile, preferences, tables, bootstrap, remarks } = notice;
      return { ...state, lobby: { profile, preferences, tables, bootstrap, remarks } };
    }
    case 'people':
      return { ...state, rooms: roomsAfterPeople(state, notice.people) };
    case 'chat': {
      if (state.closedTableIds.has(notice.tableId)) return state;
      return { ...state, rooms: withChat(state.rooms, notice.tableId, notice.lines) };
    }
    case 'door':
      return afterDoor(state, notice);
    case 'desktop':
      return { ...state, desktop: notice.desktop };
    case 'linkOpened':
      // The store follows it.
      return state;
    case 'table':
      return afterView(state, notice.view, nowMs);
    case 'tableClosed':
      return afterTableClosed(state, notice.tableId, notice.words);
    case 'message':
      return withToast(notice.kind === 'refused' ? afterRefusal(state) : state, notice.kind, notice.words);
  }
}

/** Of a table that is not on screen only those at its door are told, so that they do not wait for an opener in the lobby. */
function roomsAfterPeople({ rooms, closedTableIds, leftTableIds }: PageState, people: PeopleView): Rooms {
  const { tableId, askers } = people;
  if (leftTableIds.has(tableId) || (closedTableIds.has(tableId) && askers.length === 0)) {
    return withoutRoom(rooms, tableId);
  }
  return withPeople(rooms, people);
}

function afterRefusal(state: PageState): PageState {
  const door = state.door && { ...state.door, isJoining: false };
  return { ...state, door, sentAct: null, movingTo: state.movingTo === ANY_OTHER ? null : state.movingTo };
}

function afterDoor(state: PageState, { link, door: view }: Extract<Notice, { type: 'door' }>): PageState {
  const door = afterDoorNotice(state.door, link, view);
  if (door === state.door) return state;
  if (view.state !== 'admitted') return { ...state, door };
  const isOnScreen = state.table?.view.tableId === view.tableId;
  return {
    ...state,
    door: isOnScreen ? null : door,
    movingTo: isOnScreen ? null : view.tableId,
    closedTableIds: without(state.closedTableIds, view.tableId),
    leftTableIds: without(state.leftTableIds, view.tableId),
  };
}

function afterView(state: PageState, view: TableView, nowMs: number): PageState {
  if (state.closedTableIds.has(view.tableId)) return state;
  const shown = state.table;
  const isOther = shown !== null && shown.view.tableId !== view.tableId;
  const isAwaited = state.movingTo === view.tableId || (isOther && state.movingTo === ANY_OTHER);
  if (isOther && !isAwaited) return state;
  const open = isOther ? null : shown;
  const newHand = open !== null && open.view.handNumber !== view.handNumber;
  return {
    ...state,
    door: isAwaited ? null : state.door,
    movingTo: isAwaited ? null : state.movingTo,
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
  const isShown = state.table?.view.tableId === tableId;
  const rooms = withoutRoom(state.rooms, tableId);
  const closed = isShown ? { ...state, rooms, table: null, sentAct: null } : { ...state, rooms };
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
        rooms: withoutRoom(state.rooms, command.tableId),
        closedTableIds: new Set([...state.closedTableIds, command.tableId]),
        leftTableIds:
          command.type === 'leave' ? new Set([...state.leftTableIds, command.tableId]) : state.leftTableIds,
        sentAct: null,
      };
    case 'followLink':
      return { ...state, door: doorTo(command.link) };
    case 'join':
      return { ...state, door: state.door && { ...state.door, isJoining: true } };
    case 'leaveDoor':
      return { ...state, door: null, movingTo: null };
    case 'carryOn':
      return { ...state, movingTo: ANY_OTHER };
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
