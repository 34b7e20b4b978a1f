import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { AVATARS } from '../limits.ts';
import { Avatar } from './Avatar.tsx';
import { AVATAR_DRAWINGS } from './avatarDrawings.tsx';

const drawn = (avatar: number | null) => renderToStaticMarkup(<Avatar name="Ada" avatar={avatar} />);

test('there are as many avatars as the contract says, no two alike', () => {
  expect(AVATAR_DRAWINGS).toHaveLength(AVATARS);
  expect(new Set(AVATAR_DRAWINGS.map(({ name }) => name)).size).toBe(AVATARS);
  expect(new Set(AVATAR_DRAWINGS.map((_, index) => drawn(index))).size).toBe(AVATARS);
});

test('where no avatar is known, or one that this app does not have, the first letter stands', () => {
  for (const avatar of [null, AVATARS, -1]) expect(drawn(avatar)).toContain('>A</span>');
});
