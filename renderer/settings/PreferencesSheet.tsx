import type { Preferences } from '../../electron/ipc.ts';
import { Card } from '../cards/Card.tsx';
import { usePageState, usePageStore } from '../state/PageContext.ts';
import { Switch } from '../ui/fields.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { DesktopFields } from './DesktopFields.tsx';
import { FilesFields } from './FilesFields.tsx';
import { NetworkFields } from './NetworkFields.tsx';
import { ProfileFields } from './ProfileFields.tsx';
import './PreferencesSheet.css';

interface PreferencesSheetProps {
  preferences: Preferences;
  onClose: () => void;
}

/** Who sits at this device, how it shows every table and finds the others. All but the network takes effect at once. */
export function PreferencesSheet({ preferences, onClose }: PreferencesSheetProps) {
  const store = usePageStore();
  const { lobby } = usePageState();
  const profile = lobby?.profile ?? null;
  const change = (part: Partial<Preferences>) =>
    store.send({ type: 'setPreferences', preferences: { ...preferences, ...part } });

  return (
    <Sheet
      title="Preferences"
      lead="For every table on this device."
      width="narrow"
      onClose={onClose}
      testId="preferences-sheet"
    >
      {profile !== null && <ProfileFields profile={profile} />}
      <Switch
        label="Sounds"
        hint="Your turn, cards, chips and wins. M at a table."
        checked={preferences.sound}
        onChange={(sound) => change({ sound })}
        testId="preference-sound"
      />
      <Switch
        label="Amounts in big blinds"
        hint="Otherwise in chips."
        checked={preferences.amountsInBigBlinds}
        onChange={(amountsInBigBlinds) => change({ amountsInBigBlinds })}
        testId="preference-big-blinds"
      />
      <Switch
        label="Four-colour deck"
        hint="Diamonds in blue, clubs in green."
        checked={preferences.fourColours}
        onChange={(fourColours) => change({ fourColours })}
        testId="preference-four-colours"
      />
      <div className="preferences-cards" data-four-colours={preferences.fourColours} aria-hidden="true">
        {['As', 'Kh', 'Qd', 'Jc'].map((card) => (
          <Card key={card} card={card} />
        ))}
      </div>
      <DesktopFields />
      <FilesFields />
      {lobby !== null && <NetworkFields bootstrap={lobby.bootstrap} />}
    </Sheet>
  );
}
