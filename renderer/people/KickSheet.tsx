import type { PersonView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';

interface KickSheetProps {
  person: PersonView;
  tableId: string;
  onClose: () => void;
}

/** Asks before somebody is removed from the table. */
export function KickSheet({ person, tableId, onClose }: KickSheetProps) {
  const store = usePageStore();
  const lead =
    person.seat === null
      ? 'They cannot come back in by the same link.'
      : 'Cards still in play are folded, the seat is cashed out when this hand lets go of it. They cannot come back in by the same link.';
  return (
    <Sheet
      title={`Remove ${person.name} from the table?`}
      lead={lead}
      width="narrow"
      onClose={onClose}
      onSubmit={() => {
        store.send({ type: 'kick', tableId, device: person.device });
        onClose();
      }}
      testId="kick-sheet"
      actions={
        <>
          <Button onClick={onClose} data-autofocus data-testid="kick-cancel">
            Keep
          </Button>
          <Button look="danger" type="submit" data-testid="kick-confirm">
            Remove
          </Button>
        </>
      }
    />
  );
}
