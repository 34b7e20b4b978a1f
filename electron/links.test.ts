import { expect, test } from 'vitest';
import { LINK_TEXT_MAX } from './ipc.ts';
import { Inbox, linkAmong, secondArguments } from './links.ts';

const LINK = 'evertable://join/AAAA';
const OTHER_LINK = 'evertable://join/BBBB';

test('a link is found by its scheme among whatever switches there are', () => {
  expect(linkAmong(['electron', '--inspect=0', '/app', '--no-sandbox', LINK, '--flag'])).toBe(LINK);
  expect(linkAmong(['electron', 'EVERTABLE://join/AAAA'])).toBe('EVERTABLE://join/AAAA');
});

test.each([
  ['no link', ['electron', '/app']],
  ['another scheme', ['https://example.org/evertable://join/AAAA']],
  ['a link without an end', [`${LINK}${'A'.repeat(LINK_TEXT_MAX)}`]],
  ['no text', [7, null, { evertable: '://' }]],
])('%s is none', (_, argv) => {
  expect(linkAmong(argv)).toBeNull();
});

test('a second start says its own arguments; without them those that were passed on count', () => {
  expect(secondArguments({ argv: [LINK] }, ['x'])).toEqual([LINK]);
  expect(secondArguments(undefined, ['x'])).toEqual(['x']);
  expect(secondArguments({ argv: 'evertable://' }, ['x'])).toEqual(['x']);
});

test('a link reaches a page that is there at once, another one as soon as it comes, and each of them once', () => {
  const opened: string[] = [];
  const inbox = new Inbox<string>((link) => opened.push(link));
  inbox.put(LINK);
  expect(opened, 'no page yet').toEqual([]);
  inbox.pageCame();
  inbox.pageCame();
  expect(opened).toEqual([LINK]);
  inbox.put(OTHER_LINK);
  expect(opened).toEqual([LINK, OTHER_LINK]);

  inbox.pageWent();
  inbox.put(OTHER_LINK);
  inbox.put(LINK);
  expect(opened, 'the page is gone').toHaveLength(2);
  inbox.pageCame();
  expect(opened, 'the newest counts').toEqual([LINK, OTHER_LINK, LINK]);
});
