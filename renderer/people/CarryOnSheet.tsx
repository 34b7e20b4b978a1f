import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';

/** Explains what going on without the missing ones means, before it is done. */
export function CarryOnSheet({ tableId, onClose }: { tableId: string; onClose: () => void }) {
  const store = usePageStore();
  return (
    <Sheet
      title="Carry on without them?"
      lead="A new table opens from the end of the last finished hand, with those who are here. The hand that is being played stays behind, undecided, on this table."
      onClose={onClose}
      onSubmit={() => {
        store.send({ type: 'carryOn', tableId });
        onClose();
      }}
      testId="carry-on-sheet"
      actions={
        <>
          <Button onClick={onClose} data-autofocus data-testid="carry-on-cancel">
            Keep waiting
          </Button>
          <Button look="brass" type="submit" data-testid="carry-on-confirm">
            Open a new table
          </Button>
        </>
      }
    >
      <p>
        This table stays in the lobby, paused, with every chip where it is. When the others come back, it can
        go on; the two tables never become one again.
      </p>
    </Sheet>
  );
}
