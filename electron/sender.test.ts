import { describe, expect, test, vi } from 'vitest';
import { PAGE_ADDRESS } from './pageFiles.ts';
import { isFromPage } from './sender.ts';

vi.mock('electron', () => ({ protocol: {} }));

const page = { url: PAGE_ADDRESS };

describe('a message', () => {
  test('of the page is heard', () => {
    expect(isFromPage(page, page)).toBe(true);
    const atSheet = { url: `${PAGE_ADDRESS}#settings` };
    expect(isFromPage(atSheet, atSheet)).toBe(true);
  });

  test.each([
    ['a frame within the page', { url: PAGE_ADDRESS }, page],
    ['a frame that is gone', null, page],
    ['a window that is gone', page, undefined],
  ])('of %s is not', (_, sender, mainFrame) => {
    expect(isFromPage(sender, mainFrame)).toBe(false);
  });

  test.each(['https://example.org/', 'app://elsewhere/renderer/index.html', `${PAGE_ADDRESS}.html`])(
    'of another page in the window is not: %s',
    (url) => {
      const frame = { url };
      expect(isFromPage(frame, frame)).toBe(false);
    },
  );
});
