import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PackageOrder } from './fpmArguments.ts';
import { layFiles } from './layFiles.ts';

const run = promisify(execFile);
/** Processors as rpm calls them, where Debian's name differs. */
const PROCESSORS: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };
const OUTPUT_MAX_BYTES = 64 << 20;
/** Zstandard at a quick level: Fedora's own packages use it, and xz takes minutes. */
const PAYLOAD = 'w3.zstdio';

/** What rpm is told about a package; `%` begins a macro and is doubled. */
export function specOf(order: PackageOrder, scripts: { install: string; remove: string }): string {
  const plain = (value: string) => value.replaceAll('%', '%%').replaceAll('\n', ' ');
  const [first = ''] = order.description.split('\n');
  const lines = [
    `Name: ${plain(order.name)}`,
    // A dash separates a version from its release.
    `Version: ${plain(order.version.replaceAll('-', '_'))}`,
    'Release: 1',
    `Summary: ${plain(order.summary ?? first)}`,
    `License: ${plain(order.licence || 'MIT')}`,
    `URL: ${plain(order.url)}`,
    `Vendor: ${plain(order.vendor)}`,
    `Packager: ${plain(order.maintainer)}`,
    // What the runtime brings along must satisfy nobody else.
    'AutoReqProv: no',
    ...order.depends.map((name) => `Requires: ${plain(name)}`),
    '%description',
    plain(order.description),
    '%post',
    scripts.install.replaceAll('%', '%%'),
    '%postun',
    // On an upgrade the new version is there already.
    `if [ "$1" -ne 0 ]; then exit 0; fi`,
    scripts.remove.replaceAll('%', '%%'),
    '%files',
    ...[...new Set(order.files.map(({ to }) => `"${to}"`))],
  ];
  return `${lines.join('\n')}\n`;
}

/** Makes the package by rpmbuild, in a folder of its own. */
export async function makeRpmPackage(order: PackageOrder, folder: string): Promise<void> {
  const [tree, top] = [join(folder, 'tree'), join(folder, 'rpm')];
  await layFiles(order.files, tree);
  await mkdir(top);
  const scripts = {
    install: withoutShebang(await readFile(order.afterInstall, 'utf8')),
    remove: withoutShebang(await readFile(order.afterRemove, 'utf8')),
  };
  const spec = join(folder, 'package.spec');
  await writeFile(spec, specOf(order, scripts));
  const defines = {
    _topdir: top,
    _rpmdir: top,
    _build_id_links: 'none',
    _binary_payload: PAYLOAD,
    __os_install_post: '%{nil}',
    _rpmfilename: 'package.rpm',
  };
  await run(
    'rpmbuild',
    [
      '-bb',
      '--quiet',
      '--target',
      PROCESSORS[order.architecture] ?? order.architecture,
      '--buildroot',
      tree,
      ...Object.entries(defines).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
      spec,
    ],
    { maxBuffer: OUTPUT_MAX_BYTES },
  );
  await rename(join(top, 'package.rpm'), order.output).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    await writeFile(order.output, await readFile(join(top, 'package.rpm')));
  });
}

function withoutShebang(script: string): string {
  return script.replace(/^#!.*\n/, '');
}
