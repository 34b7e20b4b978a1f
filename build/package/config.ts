import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import type { UpdateFeed } from '../../electron/desktop/updateFeed.ts';
import { READ_AT_RUN_TIME } from '../notBundled.ts';
import { root } from '../root.ts';

/*
 * What the installers are, for electron-builder. Invariants:
 *
 *  1. The package holds only what runs.                            package/contents.test.ts
 *  2. Fuses: no plain Node, no inspector, no app from elsewhere.   e2e/package/security.test.ts
 *  3. Links and files lead to the app on every system.             e2e/package/installed.test.ts; config.test.ts
 */

export const APP_ID = 'app.evertable';
export const EXECUTABLE = 'evertable';
export const LINK_SCHEME = 'evertable';
export const FILE_EXTENSION = 'evertable';
export const FILE_MIME_TYPE = 'application/vnd.evertable.table';

/** Where installers are written, and where what they are made from lies. */
export const DIST_FOLDER = join(root, 'out', 'dist');
export const RESOURCES_FOLDER = join(root, 'out', 'package');

/** The project has no home on the web yet; .invalid is reserved for names that lead nowhere (RFC 2606). */
const HOME_PAGE = 'https://evertable.invalid/';
const MAINTAINER = 'Evertable <maintainers@evertable.invalid>';

/** Places that electron-builder fills in. */
const [VERSION, ENDING, ARCHITECTURE, PLATFORM] = ['version', 'ext', 'arch', 'platform'].map(
  (name) => `$\{${name}}`,
);

/** Every fuse by name: what is on in a release. See Electron's "Electron Fuses". */
export const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

export interface PackagedRuntime {
  /** As Electron counts them. */
  readonly version: string;
  /** Its folder; null: electron-builder fetches the official one. */
  readonly folder: string | null;
}

/**
 * electron-builder's configuration for one system.
 * @param dependencies the names under `dependencies` in package.json
 * @param feed where the packed app looks for updates; null: nowhere
 */
export function builderConfig(
  platform: NodeJS.Platform,
  runtime: PackagedRuntime,
  dependencies: readonly string[],
  feed: UpdateFeed | null = null,
): Configuration {
  const bundled = dependencies.filter((name) => !READ_AT_RUN_TIME.includes(name));
  return {
    appId: APP_ID,
    productName: 'Evertable',
    copyright: 'MIT licence',
    directories: { output: DIST_FOLDER, buildResources: RESOURCES_FOLDER },
    extraMetadata: {
      homepage: HOME_PAGE,
      desktopName: `${EXECUTABLE}.desktop`,
      ...(feed && { updateFeed: feed }),
    },
    electronVersion: runtime.version,
    ...(runtime.folder !== null && { electronDist: runtime.folder }),
    // Native parts come prebuilt; nothing is compiled here.
    npmRebuild: false,
    asar: true,
    asarUnpack: ['**/*.node'],
    files: [...APP_FILES, ...bundled.map((name) => `!node_modules/${name}/**`), ...NOT_RUN],
    // The app speaks English only, and so do the runtime's own few words.
    electronLanguages: ['en', 'en-US'],
    electronFuses: {
      ...FUSES,
      // Electron checks the archive's hash on these two systems only.
      enableEmbeddedAsarIntegrityValidation: platform === 'darwin' || platform === 'win32',
    },
    afterPack: join(root, 'build', 'package', 'afterPack.ts'),
    protocols: [{ name: 'Evertable invite', schemes: [LINK_SCHEME] }],
    publish: feed && { provider: 'generic', url: feed.url },
    win: {
      target: [{ target: 'nsis', arch: ['x64'] }],
      icon: 'app.ico',
      fileAssociations: [fileAssociation('file.ico')],
    },
    nsis: {
      oneClick: true,
      perMachine: false,
      createStartMenuShortcut: true,
      deleteAppDataOnUninstall: false,
      artifactName: `Evertable-${VERSION}-setup.${ENDING}`,
    },
    mac: {
      target: [{ target: 'dmg', arch: ['arm64', 'x64'] }],
      icon: 'app.icns',
      category: 'public.app-category.card-games',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: join(root, 'build', 'package', 'entitlements.plist'),
      entitlementsInherit: join(root, 'build', 'package', 'entitlements.plist'),
      fileAssociations: [fileAssociation('file.icns')],
    },
    dmg: { artifactName: `Evertable-${VERSION}-${ARCHITECTURE}.${ENDING}` },
    linux: {
      target: ['deb', 'rpm', 'AppImage', 'tar.gz'],
      icon: 'linux',
      executableName: EXECUTABLE,
      category: 'Game',
      synopsis: 'A home poker table that cannot die',
      description: 'Open a table, send a link, and play on whoever loses their computer.',
      maintainer: MAINTAINER,
      vendor: 'Evertable',
      mimeTypes: [`x-scheme-handler/${LINK_SCHEME}`, FILE_MIME_TYPE],
      desktop: {
        entry: {
          Keywords: 'poker;cards;texas;holdem;',
          StartupWMClass: 'Evertable',
        },
      },
    },
    deb: {
      depends: DEBIAN_DEPENDS,
      recommends: ['libayatana-appindicator3-1', 'libnotify4'],
      fpm: FILE_TYPE,
    },
    rpm: {
      depends: ['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm', 'at-spi2-core', 'libsecret', 'xdg-utils'],
      fpm: FILE_TYPE,
    },
    toolsets: { appimage: '1.0.3' },
  };
}

function fileAssociation(icon: string) {
  return {
    ext: FILE_EXTENSION,
    name: 'Evertable table',
    description: 'A poker table, exported from Evertable',
    mimeType: FILE_MIME_TYPE,
    role: 'Viewer' as const,
    icon,
  };
}

const APP_FILES = ['out/app/**', 'package.json', '!out/app/inputs.sha256', '!**/*.map'];

/** What packages carry besides what runs: sources of native parts, other systems' prebuilt ones, tools, texts. */
const NOT_RUN = [
  // Not the system's own: Electron is neither Android nor a system with another C library.
  `!node_modules/**/prebuilds/!(${PLATFORM}-${ARCHITECTURE})/**`,
  '!node_modules/**/{src,deps,vendor,include,cmake,test,tests,example,examples,docs,.github,extensions}/**/*.{c,cc,cpp,h,hpp,cmake,txt,md}',
  '!node_modules/**/{binding.c,binding.cc,CMakeLists.txt,binding.gyp}',
  '!node_modules/**/{test,tests,__tests__,example,examples,bench,benchmarks}/**',
  '!node_modules/**/*.{md,markdown,ts,mts,cts,map,flow,test.js,bare}',
  '!node_modules/@automerge/automerge/dist/{cjs,iife,automerge.wasm}',
  '!node_modules/@automerge/automerge/dist/{cjs,iife}/**',
  '!node_modules/@automerge/automerge/dist/mjs/wasm_bindgen_output/{bundler,workerd}/**',
  '!node_modules/@automerge/automerge/dist/mjs/wasm_bindgen_output/web/{*.wasm,*_base64.js}',
];

/** What an .evertable file is, and what file managers show for one. */
const FILE_TYPE = [
  `${join(root, 'build', 'package', 'mime.xml')}=/usr/share/mime/packages/${EXECUTABLE}.xml`,
  ...[32, 48, 64, 128, 256].map((size) => {
    const picture = join(RESOURCES_FOLDER, 'file', `${size}x${size}.png`);
    return `${picture}=/usr/share/icons/hicolor/${size}x${size}/mimetypes/${FILE_MIME_TYPE.replace('/', '-')}.png`;
  }),
];

/** By either name: Debian 13 renamed packages when time became 64 bits wide. */
const DEBIAN_DEPENDS = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libasound2 | libasound2t64',
  'libgbm1',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libsecret-1-0',
  'xdg-utils',
  'desktop-file-utils',
  'shared-mime-info',
];
