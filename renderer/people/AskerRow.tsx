import type { AskerView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { askWords } from './personWords.ts';
import './AskerRow.css';

interface AskerRowProps {
  asker: AskerView;
  tableId: string;
  /** Where the table is not in sight. */
  tableName?: string;
  isHere: boolean;
}

/** Somebody who waits at the door for the opener's word. */
export function AskerRow({ asker, tableId, tableName, isHere }: AskerRowProps) {
  const store = usePageStore();
  const { device, name } = asker;
  const answer = (admit: boolean) => store.send({ type: 'admit', tableId, device, admit });
  return (
    <div className="asker" data-testid="asker" data-device={device}>
      <Avatar name={name} avatar={asker.avatar} />
      <p>
        <strong>{name}</strong> {askWords(asker.role, tableName ?? null)}.
      </p>
      <div className="asker-answers">
        <Button
          size="small"
          disabled={!isHere}
          aria-label={`Turn ${name} away`}
          onClick={() => answer(false)}
          data-testid="turn-away"
        >
          Turn away
        </Button>
        <Button
          size="small"
          look="brass"
          disabled={!isHere}
          aria-label={`Admit ${name}`}
          onClick={() => answer(true)}
          data-testid="admit"
        >
          Admit
        </Button>
      </div>
    </div>
  );
}
