import { Button } from './Button.tsx';
import { Sheet } from './Sheet.tsx';

interface LeaveSheetProps {
  tableName: string;
  onLeave: () => void;
  onClose: () => void;
}

/** Asks before a person stands up for good. */
export function LeaveSheet({ tableName, onLeave, onClose }: LeaveSheetProps) {
  return (
    <Sheet
      title={`Leave ${tableName} for good?`}
      lead="You stand up and the table leaves your lobby. Its history stays on this device. To come back later, go to the lobby instead: the table waits."
      width="narrow"
      onClose={onClose}
      onSubmit={onLeave}
      testId="leave-sheet"
      actions={
        <>
          <Button onClick={onClose} data-autofocus data-testid="leave-cancel">
            Stay
          </Button>
          <Button look="danger" type="submit" data-testid="leave-confirm">
            Leave for good
          </Button>
        </>
      }
    />
  );
}
