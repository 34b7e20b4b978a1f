import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PackageOrder } from './fpmArguments.ts';
import { layFiles } from './layFiles.ts';

const run = promisify(execFile);

/** A control file's value must not open a new field: continuation lines begin with a space, empty ones hold a dot. */
function folded(textWithLines: string): string {
  const [first = '', ...more] = textWithLines.split('\n').map((line) => line.trim());
  return [first, ...more.map((line) => ` ${line === '' ? '.' : line}`)].join('\n');
}

/** The control file of a Debian package (Debian Policy, chapter 5). */
export function controlOf(order: PackageOrder, installedKilobytes: number): string {
  const fields: [string, string][] = [
    ['Package', order.name],
    ['Version', order.version],
    ['Architecture', order.architecture],
    ['Maintainer', order.maintainer],
    ['Installed-Size', String(installedKilobytes)],
    ['Depends', order.depends.join(', ')],
    ['Recommends', order.recommends.join(', ')],
    ['Section', order.section ?? 'games'],
    ['Priority', order.priority],
    ['Homepage', order.url],
    ['Description', folded(order.description)],
  ];
  return fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/** Makes the package by dpkg-deb, in a folder of its own. @param compression dpkg-deb's switches */
export async function makeDebianPackage(
  order: PackageOrder,
  folder: string,
  compression: readonly string[],
): Promise<void> {
  const sizeBytes = await layFiles(order.files, folder);
  const control = join(folder, 'DEBIAN');
  await mkdir(control, { mode: 0o755 });
  await writeFile(join(control, 'control'), controlOf(order, Math.ceil(sizeBytes / 1024)));
  for (const [script, name] of [
    [order.afterInstall, 'postinst'],
    [order.afterRemove, 'postrm'],
  ] as const) {
    await copyFile(script, join(control, name));
    await chmod(join(control, name), 0o755);
  }
  await run('dpkg-deb', ['--root-owner-group', ...compression, '--build', folder, order.output]);
}
