import { useState } from 'react';
import type { Profile } from '../../electron/ipc.ts';
import { NAME_MAX_LENGTH } from '../limits.ts';
import { usePageStore } from '../state/PageContext.ts';
import { AvatarChoice } from '../ui/AvatarChoice.tsx';
import { TextField } from '../ui/fields.tsx';
import { lineText } from '../ui/lineText.ts';

/** How the others see this person: name and avatar. Both are kept as soon as they are chosen. */
export function ProfileFields({ profile }: { profile: Profile }) {
  const store = usePageStore();
  const [name, setName] = useState(profile.name);
  const typed = lineText(name);

  function keepName(): void {
    if (typed === null) setName(profile.name);
    else if (typed !== profile.name) store.send({ type: 'setProfile', name: typed });
  }

  return (
    <>
      <TextField
        label="Name"
        value={name}
        maxLength={NAME_MAX_LENGTH}
        problem={typed === null ? 'A name, so that the others know what to call you.' : undefined}
        onChange={setName}
        onBlur={keepName}
        testId="profile-name"
      />
      <AvatarChoice
        avatar={profile.avatar}
        onChange={(avatar) => store.send({ type: 'setProfile', name: typed ?? profile.name, avatar })}
      />
    </>
  );
}
