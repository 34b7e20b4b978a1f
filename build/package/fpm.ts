import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { COMPRESSION_VARIABLE, QUICK_COMPRESSION } from './compression.ts';
import { makeDebianPackage } from './debianPackage.ts';
import { readFpmArguments } from './fpmArguments.ts';
import { makeRpmPackage } from './rpmPackage.ts';

/*
 * Stands in for fpm, which electron-builder fetches from GitHub, where that cannot be reached: takes the same arguments and
 * lets dpkg-deb or rpmbuild do the work. Release machines use fpm itself.
 */

const QUICK = ['-Zgzip', '-z1'];
const SMALL = ['-Zgzip', '-z6'];

const order = readFpmArguments(process.argv.slice(2));
await mkdir(dirname(order.output), { recursive: true });
// Beside the output: the files are many, and the folder for temporary ones may be in memory.
const folder = await mkdtemp(join(dirname(order.output), '.package-'));
try {
  if (order.kind === 'rpm') await makeRpmPackage(order, folder);
  else {
    const isQuick = process.env[COMPRESSION_VARIABLE] === QUICK_COMPRESSION;
    await makeDebianPackage(order, folder, isQuick ? QUICK : SMALL);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
