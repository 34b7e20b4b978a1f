import { Armchair, Eye, ScrollText } from 'lucide-react';
import type { Role, TableView } from '../../electron/ipc.ts';
import { Button } from '../ui/Button.tsx';
import './SpectatorBar.css';

interface SpectatorBarProps {
  view: TableView;
  /** Null until it is known. */
  role: Role | null;
  isHere: boolean;
  onSit: (seat: number) => void;
  onAskToPlay: () => void;
}

/** Takes the action bar's place for those without a seat. */
export function SpectatorBar({ view, role, isHere, onSit, onAskToPlay }: SpectatorBarProps) {
  const seat = view.freeSeats[0];
  const maySit = role === 'player' && seat !== undefined;
  const Icon = role === 'witness' ? ScrollText : role === 'player' ? Armchair : Eye;
  return (
    <section className="spectator-bar" aria-label="Looking on" data-testid="spectator-bar">
      <Icon aria-hidden="true" />
      <p>{barWords(role, seat !== undefined)}</p>
      {maySit && (
        <Button
          look="brass"
          size="large"
          disabled={!isHere}
          onClick={() => onSit(seat)}
          data-testid="sit-button"
        >
          Take a seat
        </Button>
      )}
      {role === 'spectator' && (
        <Button size="large" disabled={!isHere} onClick={onAskToPlay} data-testid="play-button">
          Play too
        </Button>
      )}
    </section>
  );
}

function barWords(role: Role | null, hasFreeSeat: boolean): string {
  switch (role) {
    case 'player':
      return hasFreeSeat
        ? 'You are at the table, without a seat yet. Take any that is free.'
        : 'You are at the table, and every seat is taken. The next one that is free is yours to take.';
    case 'witness':
      return 'This device is a witness: it keeps the table so that play can go on. It sees no cards.';
    case 'spectator':
    case null:
      return "You are looking on. You see what everybody at the table sees, and nobody's cards.";
  }
}
