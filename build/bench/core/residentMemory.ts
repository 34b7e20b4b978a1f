import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../root.ts';
import type { BenchRun, Figure } from '../figure.ts';
import { inWorkFolder } from '../workFolder.ts';

const TABLES = 1_000;
const QUICK_TABLES = 50;
const HOST = join(import.meta.dirname, 'residentHost.ts');

/** What a live table with six players in mid-hand keeps in memory, of many in one host. */
export function measureResidentMemory({ quick }: BenchRun): Promise<Figure[]> {
  const tables = quick ? QUICK_TABLES : TABLES;
  return inWorkFolder(async (folder) => {
    const args = ['--expose-gc', '--import', 'tsx', HOST, folder, String(tables)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    return [
      {
        name: 'tableResidentKB',
        about: `resident memory of a live table, ${tables} in one host`,
        value: Number(stdout) / tables,
        unit: 'KB',
      },
    ];
  });
}
