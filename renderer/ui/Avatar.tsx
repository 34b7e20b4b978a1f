import { AVATAR_DRAWINGS } from './avatarDrawings.tsx';
import './Avatar.css';

/** Muted tones that stand apart on wood and felt; a name always gets the same one. */
const TONES = 8;

/** The tone of a name, 0 to TONES - 1. */
export function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1009;
  return sum % TONES;
}

interface AvatarProps {
  name: string;
  /** Index into AVATAR_DRAWINGS; without one, or with one that this app does not know, the first letter stands. */
  avatar?: number | null | undefined;
}

/** A round token with somebody's drawing, else with the name's first letter. Silent: the name stands beside it. */
export function Avatar({ name, avatar }: AvatarProps) {
  const drawn = avatar === null || avatar === undefined ? undefined : AVATAR_DRAWINGS[avatar];
  if (drawn === undefined) {
    return (
      <span className={`avatar avatar-tone-${toneOf(name)}`} aria-hidden="true">
        {[...name.trim()][0]?.toUpperCase() ?? ''}
      </span>
    );
  }
  return (
    <span className={`avatar avatar-tone-${drawn.tone}`} aria-hidden="true">
      <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        {drawn.drawing}
      </svg>
    </span>
  );
}
