import { useId } from 'react';
import { Avatar } from './Avatar.tsx';
import { AVATAR_DRAWINGS } from './avatarDrawings.tsx';
import './AvatarChoice.css';

/** All avatars to choose from; arrow keys move through them as through any radio buttons. */
export function AvatarChoice({ avatar, onChange }: { avatar: number; onChange: (avatar: number) => void }) {
  const group = useId();
  return (
    <fieldset className="avatar-choice" data-testid="avatar-choice">
      <legend>Avatar</legend>
      <div>
        {AVATAR_DRAWINGS.map(({ name }, index) => (
          <label key={name} title={name}>
            <input
              type="radio"
              name={group}
              aria-label={name}
              checked={index === avatar}
              onChange={() => onChange(index)}
              data-testid={`avatar-${index}`}
            />
            <Avatar name={name} avatar={index} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
