/**
 * Who is at a friends' table, who hosts it and how far everybody's copy is; and the opener's tools.
 *
 * 1. Nothing that takes something from somebody happens without being asked again.
 *    (fixtures/friends.test.tsx: "removing somebody is asked again before it is sent")
 * 2. A tool is shown only to those it would work for. (personTools.test.ts)
 */
import { ShieldAlert, UserPlus, Wifi } from 'lucide-react';
import { useState } from 'react';
import type { PeopleView, PersonView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { AskerRow } from './AskerRow.tsx';
import { KickSheet } from './KickSheet.tsx';
import { PersonRow } from './PersonRow.tsx';
import type { PersonTool } from './personTools.ts';
import { VouchSheet } from './VouchSheet.tsx';
import './PeoplePanel.css';

interface PeoplePanelProps {
  people: PeopleView | null;
  /** The host is there to be talked to. */
  isHere: boolean;
  onInvite: () => void;
}

export function PeoplePanel({ people, isHere, onInvite }: PeoplePanelProps) {
  const store = usePageStore();
  const [asked, setAsked] = useState<{ tool: 'kick' | 'vouch'; person: PersonView } | null>(null);
  if (people === null) return <p className="people-none">Nothing is known of the others yet.</p>;
  const { tableId } = people;
  const close = () => setAsked(null);

  function use(tool: PersonTool, person: PersonView): void {
    if (tool === 'handHosting') store.send({ type: 'handHosting', tableId, device: person.device });
    else setAsked({ tool, person });
  }

  return (
    <div className="people scrolls" data-testid="people">
      <p className="people-network" data-testid="network-words">
        <Wifi aria-hidden="true" />
        {people.networkWords}
      </p>
      {people.askers.length > 0 && (
        <ul className="people-askers" aria-label="At the door">
          {people.askers.map((asker) => (
            <li key={asker.device}>
              <AskerRow asker={asker} tableId={tableId} isHere={isHere} />
            </li>
          ))}
        </ul>
      )}
      <ul className="people-list" aria-label="People">
        {people.people.map((person) => (
          <PersonRow
            key={person.device}
            person={person}
            people={people}
            isHere={isHere}
            onUse={(tool) => use(tool, person)}
          />
        ))}
      </ul>
      <Vouches people={people} isHere={isHere} />
      <Proofs proofs={people.proofs} />
      {people.isOpener && (
        <Button disabled={!isHere} onClick={onInvite} data-testid="people-invite">
          <UserPlus aria-hidden="true" />
          Invite
        </Button>
      )}
      {asked?.tool === 'kick' && <KickSheet person={asked.person} tableId={tableId} onClose={close} />}
      {asked?.tool === 'vouch' && <VouchSheet person={asked.person} people={people} onClose={close} />}
    </div>
  );
}

/** Seats that others would give to another device; whoever agrees says so. */
function Vouches({ people, isHere }: { people: PeopleView; isHere: boolean }) {
  const store = usePageStore();
  if (people.vouches.length === 0) return null;
  return (
    <ul className="people-vouches" aria-label="Lost seats">
      {people.vouches.map(({ seat, device, words }) => (
        <li key={`${seat} ${device}`} data-testid="vouch">
          <p>{words}</p>
          <Button
            size="small"
            disabled={!isHere}
            onClick={() => store.send({ type: 'vouch', tableId: people.tableId, seat, device })}
            data-testid={`vouch-agree-${seat}`}
          >
            I agree
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Proofs({ proofs }: { proofs: readonly string[] }) {
  if (proofs.length === 0) return null;
  return (
    <ul className="people-proofs" aria-label="Proofs of cheating" data-testid="proofs">
      {proofs.map((proof) => (
        <li key={proof}>
          <ShieldAlert aria-hidden="true" />
          <span>{proof}</span>
        </li>
      ))}
    </ul>
  );
}
