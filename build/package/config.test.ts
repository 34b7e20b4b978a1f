import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../root.ts';
import { builderConfig, FILE_EXTENSION, FILE_MIME_TYPE, LINK_SCHEME } from './config.ts';

const runtime = { version: '45.4.1', folder: null };

describe.each(['linux', 'win32', 'darwin'] as const)('the configuration for %s', (platform) => {
  const config = builderConfig(platform, runtime, ['zod', 'hyperdht']);

  test('registers links', () => {
    expect(config.protocols).toEqual([expect.objectContaining({ schemes: [LINK_SCHEME] })]);
    expect(config.linux?.mimeTypes).toContain(`x-scheme-handler/${LINK_SCHEME}`);
  });

  test('registers files', () => {
    const files = [expect.objectContaining({ ext: FILE_EXTENSION, mimeType: FILE_MIME_TYPE })];
    expect(config.win?.fileAssociations).toEqual(files);
    expect(config.mac?.fileAssociations).toEqual(files);
    expect(config.linux?.mimeTypes).toContain(FILE_MIME_TYPE);
  });

  test('leaves out what is bundled, and nothing that is read when the app runs', () => {
    expect(config.files).toContain('!node_modules/zod/**');
    expect(config.files).not.toContain('!node_modules/hyperdht/**');
  });

  test("has the archive's hash checked where Electron can", () => {
    expect(config.electronFuses?.enableEmbeddedAsarIntegrityValidation).toBe(platform !== 'linux');
  });

  test('names files that are there', () => {
    expect(existsSync(String(config.mac?.entitlements))).toBe(true);
    expect(existsSync(String(config.afterPack))).toBe(true);
    for (const line of [config.deb?.fpm, config.rpm?.fpm].flat()) {
      const [from = ''] = String(line).split('=');
      // What is drawn is drawn before anything is packed.
      if (from.startsWith(join(root, 'build'))) expect(existsSync(from)).toBe(true);
    }
  });
});
