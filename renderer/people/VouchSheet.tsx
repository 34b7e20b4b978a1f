import { useState } from 'react';
import type { PeopleView, PersonView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { RadioCards } from '../ui/RadioCards.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { heirs } from './personTools.ts';

interface VouchSheetProps {
  person: PersonView;
  people: PeopleView;
  onClose: () => void;
}

/** Gives the seat of a lost device to another one, once most of the others at the table say the same. */
export function VouchSheet({ person, people, onClose }: VouchSheetProps) {
  const store = usePageStore();
  const candidates = heirs(people);
  const [device, setDevice] = useState(candidates[0]?.device ?? '');
  const { seat } = person;
  const isOpen = seat !== null && candidates.some((candidate) => candidate.device === device);

  return (
    <Sheet
      title={`Give ${person.name}'s seat to another device?`}
      lead={`For somebody who lost a computer and comes back with a new one. Seat and stack go over between hands, once most of the others at the table say the same. Make sure that it really is ${person.name}.`}
      width="narrow"
      onClose={onClose}
      onSubmit={() => {
        if (isOpen) store.send({ type: 'vouch', tableId: people.tableId, seat, device });
        onClose();
      }}
      testId="vouch-sheet"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="brass" type="submit" disabled={!isOpen} data-testid="vouch-confirm">
            I know it is them
          </Button>
        </>
      }
    >
      <RadioCards
        legend="The new device"
        options={candidates.map((candidate) => ({
          value: candidate.device,
          label: candidate.name,
          hint: candidate.presenceWords,
        }))}
        value={device}
        onChange={setDevice}
        testId="heir"
      />
    </Sheet>
  );
}
