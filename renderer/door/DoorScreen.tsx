/**
 * The door: what a link leads to, and going in. It lies over lobby and table until the person is in or turns away.
 *
 * 1. Nobody goes in unseen: whose table it is comes first, going in is a press of a button.
 *    (fixtures/friends.test.tsx: "the door says whose table it is before one goes in")
 * 2. Whoever has no name yet gives one here. (fixtures/friends.test.tsx: "a newcomer from a link is asked for a name at the door")
 * 3. Every door can be left. (fixtures/friends.test.tsx: "every door can be left")
 */
import { ArrowLeft } from 'lucide-react';
import type { Profile } from '../../electron/ipc.ts';
import type { OpenDoor } from '../state/door.ts';
import { usePageState, usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { Wordmark } from '../ui/Wordmark.tsx';
import { DoorSignPage } from './DoorSignPage.tsx';
import { DoorWords } from './DoorWords.tsx';
import { isSign } from './doorWords.ts';
import './DoorScreen.css';

interface DoorScreenProps {
  door: OpenDoor;
  profile: Profile | null;
}

export function DoorScreen({ door, profile }: DoorScreenProps) {
  const store = usePageStore();
  const { table } = usePageState();
  const { view } = door;
  return (
    <div className="door" data-testid="door" data-state={view.state}>
      <header className="door-head">
        <Button size="small" onClick={() => store.send({ type: 'leaveDoor' })} data-testid="door-leave">
          <ArrowLeft aria-hidden="true" />
          {table === null ? 'Lobby' : 'Back to the table'}
        </Button>
        <Wordmark />
      </header>
      <main className="door-main scrolls">
        {isSign(view) ? (
          <DoorSignPage door={door} sign={view} profile={profile} />
        ) : (
          <DoorWords view={view} link={door.link} />
        )}
      </main>
    </div>
  );
}
