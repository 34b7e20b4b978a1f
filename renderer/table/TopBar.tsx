import {
  ArrowLeft,
  CircleQuestionMark,
  DoorOpen,
  Palette,
  PanelRightClose,
  PanelRightOpen,
  Pause,
  Play,
  Settings2,
  UserPlus,
  Volume2,
  VolumeX,
} from 'lucide-react';
import type { Preferences, TableView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { formatChips } from '../ui/amounts.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import './TopBar.css';

interface TopBarProps {
  view: TableView;
  preferences: Preferences;
  isLogOpen: boolean;
  /** The host is there to be talked to. */
  isHere: boolean;
  /** This device opened the table: it pauses and sets the stakes. */
  isMine: boolean;
  mayInvite: boolean;
  onToggleLog: () => void;
  onToggleSound: () => void;
  onTogglePause: () => void;
  onOpen: (sheet: 'topUp' | 'invite' | 'settings' | 'preferences' | 'help' | 'leave') => void;
}

/** The line above the felt: which table this is, what this seat wants for the next hand, and the window's switches. */
export function TopBar(props: TopBarProps) {
  const { view, preferences, isLogOpen, isHere, isMine, mayInvite } = props;
  const { onToggleLog, onToggleSound, onTogglePause, onOpen } = props;
  const store = usePageStore();
  const { tableId } = view;
  const isPaused = view.paused !== null;
  const panel = view.practice ? 'log' : 'side panel';

  return (
    <header className="top-bar">
      <Button size="small" onClick={() => store.send({ type: 'closeTable', tableId })} data-testid="to-lobby">
        <ArrowLeft aria-hidden="true" />
        Lobby
      </Button>
      <div className="top-bar-title">
        <h1>{view.name}</h1>
        <p>
          Hand {formatChips(view.handNumber)} · {formatChips(view.settings.smallBlind)}/
          {formatChips(view.settings.bigBlind)}
          {view.settings.ante > 0 && ` · ante ${formatChips(view.settings.ante)}`}
          {view.nextSettings !== null && ' · new settings next hand'}
        </p>
      </div>
      <SeatSwitches view={view} isHere={isHere} onTopUp={() => onOpen('topUp')} />
      {mayInvite && (
        <Button size="small" disabled={!isHere} onClick={() => onOpen('invite')} data-testid="invite">
          <UserPlus aria-hidden="true" />
          Invite
        </Button>
      )}
      <div className="top-bar-icons">
        {(isMine || isPaused) && (
          <IconButton
            icon={isPaused ? Play : Pause}
            label={isPaused ? 'Resume (P)' : 'Pause (P)'}
            disabled={!isHere}
            onClick={onTogglePause}
            testId="pause"
          />
        )}
        <IconButton
          icon={preferences.sound ? Volume2 : VolumeX}
          label={preferences.sound ? 'Mute (M)' : 'Sounds on (M)'}
          onClick={onToggleSound}
          testId="mute"
        />
        {isMine && (
          <IconButton
            icon={Settings2}
            label="Table settings for the next hand"
            disabled={!isHere}
            onClick={() => onOpen('settings')}
            testId="settings"
          />
        )}
        <IconButton
          icon={Palette}
          label="Preferences"
          onClick={() => onOpen('preferences')}
          testId="preferences"
        />
        <IconButton icon={CircleQuestionMark} label="Help (?)" onClick={() => onOpen('help')} testId="help" />
        <IconButton
          icon={DoorOpen}
          label="Leave the table for good"
          disabled={!isHere}
          onClick={() => onOpen('leave')}
          testId="leave"
        />
        <IconButton
          icon={isLogOpen ? PanelRightClose : PanelRightOpen}
          label={isLogOpen ? `Hide the ${panel} (L)` : `Show the ${panel} (L)`}
          onClick={onToggleLog}
          testId="toggle-log"
        />
      </div>
    </header>
  );
}

/** What holds from the next hand on for this seat. */
function SeatSwitches({ view, isHere, onTopUp }: { view: TableView; isHere: boolean; onTopUp: () => void }) {
  const store = usePageStore();
  const { tableId } = view;
  const mine = view.seats.find((seat) => seat.isMe);
  if (mine === undefined) return null;
  return (
    <div className="top-bar-switches">
      {view.settings.straddle && (
        <Button
          size="small"
          aria-pressed={mine.straddles}
          disabled={!isHere}
          onClick={() => store.send({ type: 'straddle', tableId, straddle: !mine.straddles })}
          data-testid="straddle"
        >
          Straddle
        </Button>
      )}
      <Button
        size="small"
        aria-pressed={mine.sittingOut}
        disabled={!isHere}
        onClick={() => store.send({ type: 'sitOut', tableId, sitOut: !mine.sittingOut })}
        data-testid="sit-out"
      >
        Sit out next hand
      </Button>
      <Button
        size="small"
        disabled={!isHere || view.topUpMax === 0}
        title={view.topUpMax === 0 ? 'Between hands, up to the largest buy-in' : undefined}
        onClick={onTopUp}
        data-testid="top-up"
      >
        Top up
      </Button>
    </div>
  );
}
