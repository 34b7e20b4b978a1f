import { Link, Spade, Users } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Profile } from '../../electron/ipc.ts';
import { Card } from '../cards/Card.tsx';
import { NAME_MAX_LENGTH } from '../limits.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/fields.tsx';
import { lineText } from '../ui/lineText.ts';
import type { WayIn } from './LobbyScreen.tsx';
import './Welcome.css';

interface WelcomeProps {
  profile: Profile | null;
  onGo: (way: WayIn) => void;
}

/** The first page, and the page with no tables: a name if there is none yet, and the ways to a table. */
export function Welcome({ profile, onGo }: WelcomeProps) {
  const store = usePageStore();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [isMissing, setMissing] = useState(false);

  function go(way: WayIn): void {
    const typed = lineText(name);
    if (profile === null) {
      if (typed === null) {
        setMissing(true);
        form.current?.querySelector('input')?.focus();
        return;
      }
      store.send({ type: 'setProfile', name: typed });
    }
    onGo(way);
  }

  return (
    <section className="welcome" aria-labelledby="welcome-title">
      <div className="welcome-felt" aria-hidden="true">
        {['As', 'Ks', 'Qs', 'Js', 'Ts'].map((card) => (
          <Card key={card} card={card} />
        ))}
      </div>
      <h1 id="welcome-title">
        {profile === null ? 'A card table that never closes' : `The table is free, ${profile.name}`}
      </h1>
      <p className="welcome-lead">
        Every card, chip and turn is on your disk before you see it. Pull the plug in the middle of a hand:
        the same hand is waiting when you come back.
      </p>
      <form
        ref={form}
        className="welcome-form"
        onSubmit={(event) => {
          event.preventDefault();
          go('practice');
        }}
      >
        {profile === null && (
          <TextField
            label="Your name"
            placeholder="How the others call you"
            value={name}
            maxLength={NAME_MAX_LENGTH}
            problem={isMissing ? 'A name first, so that the others know what to call you.' : undefined}
            onChange={(typed) => {
              setName(typed);
              setMissing(false);
            }}
            testId="name-input"
          />
        )}
        <Button look="brass" size="large" type="submit" data-testid="practice-button">
          <Spade aria-hidden="true" />
          Practice
        </Button>
      </form>
      <div className="welcome-friends">
        <Button onClick={() => go('friends')} data-testid="friends-button">
          <Users aria-hidden="true" />
          Open a table for friends
        </Button>
        <Button onClick={() => go('join')} data-testid="join-button">
          <Link aria-hidden="true" />
          Join with a link
        </Button>
      </div>
      <p className="welcome-foot">No account, no server. Practice is played against bots on this device.</p>
    </section>
  );
}
