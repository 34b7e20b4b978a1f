import { DoorOpen } from 'lucide-react';
import { useState } from 'react';
import { LINK_TEXT_MAX } from '../limits.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { linkProblem } from './linkProblem.ts';

/** Room for too much, so that it can be said instead of cut off. */
const PASTE_MAX = LINK_TEXT_MAX * 4;

/** Joining by a pasted link; the door page says what it leads to. */
export function JoinSheet({ onClose }: { onClose: () => void }) {
  const store = usePageStore();
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const problem = linkProblem(text);

  function look(): void {
    setTried(true);
    if (problem !== null) return;
    store.send({ type: 'followLink', link: text.trim() });
    onClose();
  }

  return (
    <Sheet
      title="Join a table"
      lead="Paste the invite that a friend sent you. Before you go in you see whose table it is."
      width="narrow"
      onClose={onClose}
      onSubmit={look}
      testId="join-sheet"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="brass" type="submit" data-testid="join-look">
            <DoorOpen aria-hidden="true" />
            Go to the door
          </Button>
        </>
      }
    >
      <TextArea
        label="Invite link"
        placeholder="evertable://join/…"
        rows={3}
        value={text}
        maxLength={PASTE_MAX}
        problem={isTried && problem !== null ? problem : undefined}
        autoFocus
        onChange={setText}
        testId="join-link"
      />
    </Sheet>
  );
}
