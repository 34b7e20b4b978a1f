import { DoorOpen, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import type { Profile, Role } from '../../electron/ipc.ts';
import { NAME_MAX_LENGTH } from '../limits.ts';
import type { OpenDoor } from '../state/door.ts';
import { usePageState, usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/fields.tsx';
import { lineText } from '../ui/lineText.ts';
import { RadioCards } from '../ui/RadioCards.tsx';
import { DoorFelt } from './DoorFelt.tsx';
import { type DoorSign, goInWord, isFull, seatsWords, stakesWords } from './doorWords.ts';
import { ROLE_CARDS } from './roles.ts';

interface DoorSignPageProps {
  door: OpenDoor;
  sign: DoorSign;
  profile: Profile | null;
}

/** A table that was found: whose it is, who sits there, and as what one wants to come in. */
export function DoorSignPage({ door, sign, profile }: DoorSignPageProps) {
  const store = usePageStore();
  const { host } = usePageState();
  const [role, setRole] = useState<Role>(() => (isFull(sign) ? 'spectator' : 'player'));
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const isAsked = sign.state === 'asked';
  const typed = lineText(name);
  const isNameless = profile === null && typed === null;

  function goIn(): void {
    setTried(true);
    if (isNameless) return;
    if (profile === null && typed !== null) store.send({ type: 'setProfile', name: typed });
    store.send({ type: 'join', link: door.link, as: role });
  }

  return (
    <section className="door-sign" aria-labelledby="door-title">
      <div className="door-sign-table">
        <p className="door-opener">{sign.openerName} invites you to</p>
        <h1 id="door-title" data-testid="door-table">
          {sign.tableName}
        </h1>
        <p className="door-stakes" data-testid="door-stakes">
          {stakesWords(sign)}
        </p>
        <DoorFelt sign={sign} />
        <p className="door-note">{seatsWords(sign)}.</p>
      </div>
      <form
        className="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          goIn();
        }}
      >
        {profile === null && !isAsked && (
          <TextField
            label="Your name"
            placeholder="How the others call you"
            value={name}
            maxLength={NAME_MAX_LENGTH}
            problem={isTried && isNameless ? 'A name first, so that they know who comes.' : undefined}
            onChange={setName}
            testId="name-input"
          />
        )}
        <RadioCards
          legend="Come in as"
          options={ROLE_CARDS}
          value={role}
          onChange={setRole}
          disabled={isAsked}
          testId="role"
        />
        <p className="door-note" role="status" data-testid="door-words">
          {isAsked && <LoaderCircle className="door-turning" aria-hidden="true" />}
          {sign.words}
        </p>
        {isAsked ? (
          <Button onClick={() => store.send({ type: 'leaveDoor' })} data-testid="door-stop-asking">
            Stop asking
          </Button>
        ) : (
          <Button
            look="brass"
            size="large"
            type="submit"
            disabled={door.isJoining || host.type !== 'running'}
            data-testid="door-join"
          >
            {door.isJoining ? (
              <LoaderCircle className="door-turning" aria-hidden="true" />
            ) : (
              <DoorOpen aria-hidden="true" />
            )}
            {goInWord(sign.admission)}
          </Button>
        )}
      </form>
    </section>
  );
}
