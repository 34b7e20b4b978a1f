import { type KeyboardEvent, useRef } from 'react';
import { ChatPanel } from '../chat/ChatPanel.tsx';
import { LedgerPanel } from '../ledger/LedgerPanel.tsx';
import { PeoplePanel } from '../people/PeoplePanel.tsx';
import type { OpenTable } from '../state/pageState.ts';
import { type Room, unreadCount } from '../state/rooms.ts';
import { LogPanel } from './LogPanel.tsx';
import './SidePanel.css';

const TABS = [
  { tab: 'log', label: 'Log' },
  { tab: 'chat', label: 'Chat' },
  { tab: 'people', label: 'People' },
  { tab: 'ledger', label: 'Ledger' },
] as const;

export type SideTab = (typeof TABS)[number]['tab'];

interface SidePanelProps {
  table: OpenTable;
  room: Room | null;
  isHere: boolean;
  tab: SideTab;
  onTab: (tab: SideTab) => void;
  onInvite: () => void;
}

/** Beside a friends' table: the log, the chat, the people and the ledger, one at a time. */
export function SidePanel({ table, room, isHere, tab, onTab, onInvite }: SidePanelProps) {
  const { view } = table;
  return (
    <aside className="side-panel" aria-label="Beside the table" data-testid="side-panel">
      <Tabs tab={tab} onTab={onTab} room={room} />
      <div className="side-panel-body" role="tabpanel" id="side-panel-body" aria-labelledby={`tab-${tab}`}>
        {tab === 'log' && <LogPanel view={view} lastHand={table.lastHand} />}
        {tab === 'chat' && <ChatPanel tableId={view.tableId} lines={room?.chat ?? []} isHere={isHere} />}
        {tab === 'people' && (
          <PeoplePanel people={room?.people ?? null} isHere={isHere} onInvite={onInvite} />
        )}
        {tab === 'ledger' && <LedgerPanel ledger={view.ledger} />}
      </div>
    </aside>
  );
}

function Tabs({ tab, onTab, room }: Pick<SidePanelProps, 'tab' | 'onTab' | 'room'>) {
  const list = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    // The arrows are the tabs' own here, not the raise's.
    event.preventDefault();
    event.stopPropagation();
    const at = TABS.findIndex((other) => other.tab === tab);
    const next = TABS[(at + step + TABS.length) % TABS.length];
    if (next === undefined) return;
    onTab(next.tab);
    list.current?.querySelector<HTMLElement>(`#tab-${next.tab}`)?.focus();
  }

  return (
    <div ref={list} className="side-tabs" role="tablist" aria-label="Beside the table" onKeyDown={move}>
      {TABS.map(({ tab: other, label }) => {
        const note = tabNote(other, tab, room);
        return (
          <button
            key={other}
            id={`tab-${other}`}
            type="button"
            role="tab"
            className="side-tab"
            aria-selected={other === tab}
            aria-controls="side-panel-body"
            tabIndex={other === tab ? 0 : -1}
            onClick={() => onTab(other)}
            data-testid={`tab-${other}`}
          >
            {label}
            {note !== null && (
              <span className="side-tab-note" data-testid={`tab-note-${other}`}>
                {note.count}
                <span className="visually-hidden"> {note.words}</span>
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

const COUNT_MAX = 99;

/** What waits behind a tab that is not open: unread lines, people at the door. */
function tabNote(other: SideTab, open: SideTab, room: Room | null): { count: string; words: string } | null {
  if (room === null) return null;
  if (other === 'chat' && open !== 'chat') return noteOf(unreadCount(room), 'unread');
  if (other === 'people') return noteOf(room.people?.askers.length ?? 0, 'at the door');
  return null;
}

function noteOf(count: number, words: string): { count: string; words: string } | null {
  return count === 0 ? null : { count: count > COUNT_MAX ? `${COUNT_MAX}+` : String(count), words };
}
