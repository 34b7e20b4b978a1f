/**
 * For tests: a host, in a process of its own, that locks a data folder and keeps it.
 *
 *     lockingApp.ts FOLDER self       the host answers to nobody
 *     lockingApp.ts FOLDER parent     it answers to the process that started it
 *     lockingApp.ts FOLDER app        it is started by an app in between; both pids are printed
 *
 * Prints `locked HOST-PID PARENT-PID`. A line on its standard input makes it release the lock.
 */
import { spawn } from 'node:child_process';
import { lockFolder } from '../folderLock.ts';

const [folder = '', role = ''] = process.argv.slice(2);

if (role === 'app') {
  spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1, 3), 'parent'], { stdio: 'inherit' });
} else {
  const parentPid = role === 'parent' ? process.ppid : null;
  const result = await lockFolder(folder, { waitMs: 10_000, parentPid });
  if (result.type === 'refused') throw new Error(result.words);
  process.stdout.write(`locked ${process.pid} ${process.ppid}\n`);
  process.stdin.once('data', () => result.lock.release());
}

// Stays until it is killed.
process.stdin.resume();
process.stdin.on('end', () => setInterval(() => undefined, 60_000));
