import { describe, expect, test, vi } from 'vitest';
import { PAGE_ADDRESS, pagePath } from './pageFiles.ts';

vi.mock('electron', () => ({ protocol: {} }));

describe('an address of the page', () => {
  test('leads to its file', () => {
    expect(pagePath(PAGE_ADDRESS)).toBe('index.html');
    expect(pagePath('app://evertable/renderer/assets/index-DG_dB-F.js')).toBe('assets/index-DG_dB-F.js');
  });

  test.each([
    'app://evertable/host.js',
    'app://evertable/renderer/../host.js',
    'app://evertable/renderer/%2e%2e/host.js',
    'app://evertable/renderer/..%2fhost.js',
    'app://evertable/renderer/..%5chost.js',
    'app://evertable/renderer//etc/motd.html',
    'app://evertable/renderer/.hidden.js',
    'app://evertable/renderer/index.html%00.js',
    'app://evertable/renderer/secret',
    'app://evertable/renderer/key.pem',
    'app://elsewhere/renderer/index.html',
    'https://evertable/renderer/index.html',
  ])('that leads out of the folder, or to no page file, is refused: %s', (address) => {
    expect(pagePath(address)).toBeNull();
  });
});
