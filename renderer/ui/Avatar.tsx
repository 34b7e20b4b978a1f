import './Avatar.css';

/** Muted tones that stand apart on wood and felt; a name always gets the same one. */
const TONES = 8;

/** The tone of a name, 0 to TONES - 1. */
export function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1009;
  return sum % TONES;
}

/** A round token with a name's first letter. Silent: the name stands beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span className={`avatar avatar-tone-${toneOf(name)}`} aria-hidden="true">
      {[...name.trim()][0]?.toUpperCase() ?? ''}
    </span>
  );
}
