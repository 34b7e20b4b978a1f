import type { PeopleView } from '../../electron/ipc.ts';
import { AskerRow } from './AskerRow.tsx';
import './AskBanner.css';

/** Over the felt, for the opener: the first of those who wait at the door. The others are in the people panel. */
export function AskBanner({ people, isHere }: { people: PeopleView | null; isHere: boolean }) {
  const first = people?.askers[0];
  const more = (people?.askers.length ?? 0) - 1;
  return (
    <div className="ask-banner-place" role="status" aria-live="polite">
      {people !== null && first !== undefined && (
        <div className="ask-banner" key={first.device} data-testid="ask-banner">
          <AskerRow asker={first} tableId={people.tableId} isHere={isHere} />
          {more > 0 && <p className="ask-banner-more">and {more} more at the door</p>}
        </div>
      )}
    </div>
  );
}
