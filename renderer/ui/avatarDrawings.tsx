import type { ReactNode } from 'react';

/** One of the avatars: what it shows, its tone (Avatar.css), and the drawing in a square of 32. */
export interface AvatarDrawing {
  name: string;
  tone: number;
  drawing: ReactNode;
}

const ray =
  'M16 3.6v3.6M16 24.8v3.6M3.6 16h3.6M24.8 16h3.6M7.2 7.2l2.6 2.6M22.2 22.2l2.6 2.6M24.8 7.2l-2.6 2.6M9.8 22.2l-2.6 2.6';

/*
 * Shapes are filled with the ink; .line draws with it, .cut with the tone behind, .soft lets the tone through.
 * Their order is part of every profile and every journal: new ones go to the end.
 */
export const AVATAR_DRAWINGS: readonly AvatarDrawing[] = [
  { name: 'Moon', tone: 6, drawing: <path d="M19.5 5.8a10.6 10.6 0 1 0 6.9 14.4A9.3 9.3 0 0 1 19.5 5.8Z" /> },
  {
    name: 'Sun',
    tone: 2,
    drawing: (
      <>
        <circle cx="16" cy="16" r="6" />
        <path className="line" d={ray} />
      </>
    ),
  },
  {
    name: 'Mountain',
    tone: 1,
    drawing: (
      <>
        <path className="soft" d="M15 25 22 11.5 29.5 25Z" />
        <path d="M2.5 25 12.5 8 22.5 25Z" />
        <path className="cut" d="m12.5 8 3.6 6.1-2-1-1.6 1.9-1.7-1.9-2 1Z" />
      </>
    ),
  },
  {
    name: 'Wave',
    tone: 7,
    drawing: (
      <>
        <path d="M4 21.5C5 13 10.5 7.5 17 7.5c5 0 8.5 3.2 8.5 7 0 3.4-2.4 5.3-5 5.3-2.2 0-3.8-1.4-3.8-3.2 0-1.5 1-2.5 2.3-2.7-3.8-.7-6.3 3-5 7.6Z" />
        <path className="line" d="M4 25.3c2.7-1.7 5.3-1.7 8 0s5.3 1.7 8 0 5.3-1.7 8 0" />
      </>
    ),
  },
  {
    name: 'Leaf',
    tone: 4,
    drawing: (
      <>
        <path d="M8 22.5C4.8 12.5 12 6 26 6c.5 13.5-5.5 21-15.5 18.8Z" />
        <path className="line-cut" d="M6 27C9 21 13.5 15.5 20 12" />
      </>
    ),
  },
  {
    name: 'Pine',
    tone: 7,
    drawing: <path d="m16 4 6.5 8.2h-3l5 6.3h-3.3l4.3 5.5h-8V28h-3v-4h-8l4.3-5.5H7.5l5-6.3h-3Z" />,
  },
  {
    name: 'Flower',
    tone: 5,
    drawing: (
      <>
        {[0, 72, 144, 216, 288].map((turn) => (
          <ellipse key={turn} cx="16" cy="9.3" rx="4.4" ry="5.5" transform={`rotate(${turn} 16 16)`} />
        ))}
        <circle className="cut" cx="16" cy="16" r="3.5" />
      </>
    ),
  },
  {
    name: 'Fish',
    tone: 1,
    drawing: (
      <>
        <path d="M3.5 16C7 10.5 11.5 8.5 15.5 8.5c4 0 7 2.5 8.5 5L29 10v12l-5-3.5c-1.5 2.5-4.5 5-8.5 5-4 0-8.5-2-12-7.5Z" />
        <circle className="cut" cx="10.5" cy="14.5" r="1.6" />
      </>
    ),
  },
  {
    name: 'Swallow',
    tone: 6,
    drawing: (
      <path d="M3 8c6.5.3 10.3 2.6 12.5 6.3C18 9.5 22.5 6.5 29 6c-3.5 2.6-5 5.5-5.6 9.2-.6 4.2-3.4 6.6-7.6 6.6-1.3 2.3-3.8 4-7.3 4.7 1.5-2 2-4 1.9-6.3C8.5 15 6.5 10.8 3 8Z" />
    ),
  },
  {
    name: 'Cat',
    tone: 3,
    drawing: (
      <>
        <path d="M6.5 5.5 12 10.2c2.6-.6 5.4-.6 8 0l5.5-4.7c1.3 4.5 1.5 8.5.8 12.3C25.3 23.6 21.5 27 16 27S6.7 23.6 5.7 17.8C5 14 5.2 10 6.5 5.5Z" />
        <ellipse className="cut" cx="11.8" cy="16.5" rx="1.5" ry="2.2" />
        <ellipse className="cut" cx="20.2" cy="16.5" rx="1.5" ry="2.2" />
        <path className="cut" d="M14.2 20.5h3.6L16 22.6Z" />
      </>
    ),
  },
  {
    name: 'Fox',
    tone: 0,
    drawing: (
      <>
        <path d="M4.5 5 12 10.5h8L27.5 5c1.2 7-.2 12.5-4 16.5L16 28l-7.5-6.5C4.7 17.5 3.3 12 4.5 5Z" />
        <path
          className="cut"
          d="M10 15.3c2 0 3.3.8 4 2.5-2 .6-3.5-.2-4-2.5ZM22 15.3c-2 0-3.3.8-4 2.5 2 .6 3.5-.2 4-2.5ZM14 24.3h4l-2 2Z"
        />
      </>
    ),
  },
  {
    name: 'Owl',
    tone: 2,
    drawing: (
      <>
        <path d="M6 4.5c2.5 2.3 5.5 2.9 10 2.9s7.5-.6 10-2.9c1 3 1.3 6.5 1.3 10.5C27.3 23 22.5 28 16 28S4.7 23 4.7 15C4.7 11 5 7.5 6 4.5Z" />
        <circle className="cut" cx="11.2" cy="14" r="4" />
        <circle className="cut" cx="20.8" cy="14" r="4" />
        <circle cx="11.2" cy="14" r="1.7" />
        <circle cx="20.8" cy="14" r="1.7" />
        <path className="cut" d="M13.9 18.5h4.2L16 22Z" />
      </>
    ),
  },
  {
    name: 'Star',
    tone: 3,
    drawing: <path d="m16 4 3.7 7.7 8.4 1.1-6.2 5.8 1.6 8.4-7.5-4.1L8.5 27l1.6-8.4-6.2-5.8 8.4-1.1Z" />,
  },
  {
    name: 'Cloud',
    tone: 1,
    drawing: <path d="M9 24.5a5.8 5.8 0 0 1-.8-11.5A8 8 0 0 1 23.3 11a6.9 6.9 0 0 1-.8 13.5Z" />,
  },
  {
    name: 'Boat',
    tone: 6,
    drawing: (
      <>
        <path d="M4 20.5h24c-1.2 4.3-3.6 6.5-7 6.5H11c-3.4 0-5.8-2.2-7-6.5Z" />
        <path d="M15 18.5V4.5c-4.5 3.5-7.5 8-8.5 14Z" />
        <path className="soft" d="M17 18.5v-12c4 3 6.5 7 7.5 12Z" />
      </>
    ),
  },
  {
    name: 'Lighthouse',
    tone: 0,
    drawing: (
      <>
        <path d="m12.5 12.5-2.5 15h12l-2.5-15ZM12 6.8 16 3.5l4 3.3v4h-8Z" />
        <path className="cut" d="m11.5 18 9 0 .6 3.5H10.9Z" />
        <path className="line" d="m8.5 8-5-1.7M23.5 8l5-1.7" />
      </>
    ),
  },
  {
    name: 'Cup',
    tone: 2,
    drawing: (
      <>
        <path d="M5.5 13h16.5v6c0 4.5-3 7.5-8.2 7.5S5.5 23.5 5.5 19Z" />
        <path
          className="line"
          d="M22 15h1.8a3.5 3.5 0 0 1 0 7H21M10.5 10c-1.5-2 1.5-3 0-5M16.5 10c-1.5-2 1.5-3 0-5"
        />
      </>
    ),
  },
  {
    name: 'Lamp',
    tone: 5,
    drawing: (
      <>
        <path d="M10.5 5h11l5 12.5h-21Z" />
        <path d="M14.8 17h2.4v8h4.3v2.5h-11V25h4.3Z" />
      </>
    ),
  },
  {
    name: 'Key',
    tone: 4,
    drawing: (
      <>
        <circle cx="10.5" cy="11.5" r="6.5" />
        <circle className="cut" cx="10.5" cy="11.5" r="2.5" />
        <path d="m14 17.5 2.7-2.6L28 26.2l-2.4 2.3-2.3-2.3-2.2 2.2-2.3-2.3 2.2-2.2Z" />
      </>
    ),
  },
  {
    name: 'Feather',
    tone: 7,
    drawing: (
      <>
        <path d="M27 5c.5 8-1.5 13-5 16l-4 .3 1.8 1.5c-3 2-6.3 2.4-9.3 1.7C8 17.5 13.5 7.5 27 5Z" />
        <path className="line-cut" d="M21 11c-5 4-8.5 8.5-11 13.5" />
        <path className="line" d="M10.2 24.2 7.5 28.5" />
      </>
    ),
  },
  {
    name: 'Anchor',
    tone: 1,
    drawing: (
      <>
        <path className="line" d="M16 10v17M10.5 13.5h11M5.5 18.5C6.5 24 10.5 27 16 27s9.5-3 10.5-8.5" />
        <path d="m2.8 20.5 3-5 4.2 4ZM29.2 20.5l-3-5-4.2 4Z" />
        <circle className="line" cx="16" cy="7" r="2.8" />
      </>
    ),
  },
  {
    name: 'Bell',
    tone: 3,
    drawing: (
      <>
        <path d="M16 4a2 2 0 0 1 2 2.2c3.8.9 6 4 6 8.3 0 4.5 1 6.5 3 8.5H5c2-2 3-4 3-8.5 0-4.3 2.2-7.4 6-8.3A2 2 0 0 1 16 4Z" />
        <path d="M12.8 25h6.4a3.2 3.2 0 0 1-6.4 0Z" />
      </>
    ),
  },
  {
    name: 'Mushroom',
    tone: 0,
    drawing: (
      <>
        <path d="M3.5 17.5C3.5 10 9 5 16 5s12.5 5 12.5 12.5c-3.5 1.2-21.5 1.2-25 0Z" />
        <path d="M12.5 19.5h7c-.3 3 .3 5 1.3 6.5-1 2-8.6 2-9.6 0 1-1.5 1.6-3.5 1.3-6.5Z" />
        <circle className="cut" cx="11" cy="12.5" r="2" />
        <circle className="cut" cx="18" cy="9.5" r="1.6" />
        <circle className="cut" cx="22" cy="14" r="1.8" />
      </>
    ),
  },
  {
    name: 'Acorn',
    tone: 4,
    drawing: (
      <>
        <path d="M15 4h2.2l-.2 3c6 .3 9.5 3.2 9.5 7h-21c0-3.8 3.5-6.7 9.5-7Z" />
        <path className="soft" d="M7.3 15.5h17.4c0 6-3.5 10-8.7 13-5.2-3-8.7-7-8.7-13Z" />
      </>
    ),
  },
];
