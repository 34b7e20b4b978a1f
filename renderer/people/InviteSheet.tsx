import { DoorClosed, DoorOpen, Hand, Link } from 'lucide-react';
import { useState } from 'react';
import type { Admission, PeopleView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { QrCode } from '../ui/QrCode.tsx';
import { type RadioCard, RadioCards } from '../ui/RadioCards.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import './InviteSheet.css';

const ADMISSIONS: readonly RadioCard<Admission>[] = [
  { value: 'ask', label: 'Ask me first', hint: 'You admit each of them, or turn them away.', icon: Hand },
  {
    value: 'auto',
    label: 'Let them in at once',
    hint: 'Everybody who has the link comes in; take care where you send it.',
    icon: DoorOpen,
  },
];

interface InviteSheetProps {
  people: PeopleView;
  isHere: boolean;
  onClose: () => void;
}

/** The table's invite: the link, its QR code, who may come in by it, and taking it back. */
export function InviteSheet({ people, isHere, onClose }: InviteSheetProps) {
  const store = usePageStore();
  const { tableId, invite } = people;
  const [admission, setAdmission] = useState<Admission>(invite?.admission ?? 'ask');

  function open(wanted: Admission): void {
    store.send({ type: 'invite', tableId, admission: wanted });
  }

  function choose(wanted: Admission): void {
    setAdmission(wanted);
    if (invite !== null && wanted !== invite.admission) open(wanted);
  }

  return (
    <Sheet
      title="Invite friends"
      lead={
        invite === null
          ? 'The door is closed. Open it, and send the link to whom you want at the table.'
          : 'Send this link to whom you want at the table. It works until you take it back.'
      }
      width={invite === null ? 'narrow' : 'normal'}
      onClose={onClose}
      testId="invite-sheet"
      {...(invite === null && { onSubmit: () => open(admission) })}
      actions={
        invite === null ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="brass" type="submit" disabled={!isHere} data-autofocus data-testid="invite-open">
              <Link aria-hidden="true" />
              Make a link
            </Button>
          </>
        ) : (
          <>
            <Button
              look="danger"
              className="push-left"
              disabled={!isHere}
              onClick={() => store.send({ type: 'revokeInvite', tableId })}
              data-testid="invite-revoke"
            >
              <DoorClosed aria-hidden="true" />
              Take the link back
            </Button>
            <Button look="ivory" onClick={onClose} data-testid="invite-done">
              Done
            </Button>
          </>
        )
      }
    >
      {invite !== null && <InviteLink link={invite.link} />}
      <RadioCards
        legend="Who comes in by the link"
        options={ADMISSIONS}
        value={admission}
        onChange={choose}
        disabled={!isHere}
        testId="admission"
      />
    </Sheet>
  );
}

function InviteLink({ link }: { link: string }) {
  return (
    <div className="invite-link">
      <QrCode text={link} label="The invite link as a QR code" />
      <div className="invite-link-words">
        <label htmlFor="invite-link-field">Link</label>
        <textarea
          id="invite-link-field"
          className="input input-area"
          readOnly
          rows={4}
          value={link}
          onFocus={(event) => event.target.select()}
          data-testid="invite-link"
        />
        <CopyButton text={link} label="Copy the link" look="brass" testId="invite-copy" />
        <p className="field-note">Or let a phone's camera read the code and send the link on.</p>
      </div>
    </div>
  );
}
