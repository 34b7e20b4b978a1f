import { Hourglass, Laptop, ShieldAlert } from 'lucide-react';
import type { PeopleView } from '../../electron/ipc.ts';
import { Button } from '../ui/Button.tsx';
import './FriendsStrip.css';

interface FriendsStripProps {
  people: PeopleView | null;
  isHere: boolean;
  onCarryOn: () => void;
  onPeople: () => void;
}

/**
 * One line over the felt, always there so that nothing moves: whose computer hosts; and when it matters, that another
 * took over, or whose computers are waited for.
 */
export function FriendsStrip({ people, isHere, onCarryOn, onPeople }: FriendsStripProps) {
  const kind = stripKind(people);
  return (
    <div className={`friends-strip friends-strip-${kind}`} data-testid="friends-strip" data-kind={kind}>
      {/* Read out when it changes. */}
      <p role="status" aria-live="polite">
        <StripWords people={people} />
      </p>
      {people !== null && people.waiting !== null && people.canCarryOn && (
        <Button size="small" disabled={!isHere} onClick={onCarryOn} data-testid="carry-on">
          Carry on without them
        </Button>
      )}
      {people !== null && people.proofs.length > 0 && (
        <Button size="small" className="friends-strip-proof" onClick={onPeople} data-testid="strip-proofs">
          <ShieldAlert aria-hidden="true" />
          {people.proofs.length === 1 ? 'Proof of cheating' : `${people.proofs.length} proofs of cheating`}
        </Button>
      )}
    </div>
  );
}

type StripKind = 'quiet' | 'takeover' | 'waiting';

/** What matters most: a table that waits says so even while it tells who took over. */
function stripKind(people: PeopleView | null): StripKind {
  if (people === null) return 'quiet';
  if (people.waiting !== null) return 'waiting';
  return people.takeoverWords === null ? 'quiet' : 'takeover';
}

function StripWords({ people }: { people: PeopleView | null }) {
  if (people === null) return 'Finding the others.';
  if (people.waiting !== null) {
    return (
      <>
        <Hourglass aria-hidden="true" />
        <span data-testid="people-waiting">{people.waiting}</span>
      </>
    );
  }
  if (people.takeoverWords !== null) {
    return (
      <>
        <Laptop aria-hidden="true" />
        <span data-testid="takeover">{people.takeoverWords}</span>
      </>
    );
  }
  return (
    <>
      <span data-testid="host-words">{people.hostWords}</span>
      <span className="friends-strip-network">{people.networkWords}</span>
    </>
  );
}
