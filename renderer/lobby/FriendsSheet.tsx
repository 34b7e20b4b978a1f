import { Users } from 'lucide-react';
import { freshTableName, friendsSettings } from '../settings/settingsDefaults.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { NewTableFields } from './NewTableFields.tsx';
import { useNewTable } from './useNewTable.ts';

interface FriendsSheetProps {
  myName: string;
  takenNames: string[];
  onClose: () => void;
}

/** A new table for friends: its opener sits down at once, and invites the others from the table. */
export function FriendsSheet({ myName, takenNames, onClose }: FriendsSheetProps) {
  const store = usePageStore();
  const table = useNewTable(() => freshTableName(takenNames, `${myName}'s table`), friendsSettings, 0);

  function open(): void {
    const { isWrong, sentName: name, buyIn, settings } = table;
    if (isWrong) return;
    store.send({ type: 'newFriendsTable', name, buyIn, settings });
    onClose();
  }

  return (
    <Sheet
      title="Friends' table"
      lead="No-limit hold'em, kept on every player's device: whoever's computer fails, the others play on."
      onClose={onClose}
      onSubmit={open}
      testId="friends-sheet"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="brass"
            type="submit"
            disabled={table.isWrong}
            data-autofocus
            data-testid="start-friends"
          >
            <Users aria-hidden="true" />
            Open the table
          </Button>
        </>
      }
    >
      <NewTableFields table={table} />
    </Sheet>
  );
}
