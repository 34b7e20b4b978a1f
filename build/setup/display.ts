import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type StepReport, secondsSince } from './step.ts';

/** A screen to draw on: the person's own, or a virtual one that ends with this process. */
export type Display = {
  /** Whether nobody can see it. */
  invisible: boolean;
  /** What a program needs in its environment to draw there. */
  env: { DISPLAY?: string };
  report: StepReport;
  close: () => void;
};

// -noreset: a server that resets when its last client leaves can fail the next launch.
const XVFB = ['Xvfb', '-displayfd', '3', '-noreset', '-nolisten', 'tcp', '-screen', '0', '1280x1024x24'];
// Ends the server with us even when we are killed and run no handler of our own.
const PARENT_DEATH_SIGNAL = ['/usr/bin/setpriv', '--pdeathsig', 'TERM'];
const START_LIMIT_MS = 15_000;

/** Whether windows opened from here would have no screen to appear on. */
export function lacksDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
}

/**
 * The person's display, or where there is none a virtual one on a display number of its own.
 * @throws Error when the virtual display does not start
 */
export async function openDisplay(env: NodeJS.ProcessEnv = process.env): Promise<Display> {
  if (!lacksDisplay(env)) return { invisible: false, env: {}, report: null, close: () => {} };
  const startMs = performance.now();
  const server = startServer();
  const end = () => server.kill();
  process.once('exit', end);
  const name = `:${await displayNumber(server)}`;
  return {
    invisible: true,
    env: { DISPLAY: name },
    report: `Display: none here, so a virtual one on ${name} (${secondsSince(startMs)})`,
    close: () => {
      process.off('exit', end);
      end();
    },
  };
}

function startServer(): ChildProcess {
  const wrapper = existsSync('/usr/bin/setpriv') ? PARENT_DEATH_SIGNAL : [];
  const [command = '', ...args] = [...wrapper, ...XVFB];
  // Detached: a Ctrl-C in the terminal is ours to handle, and the app must go before its display does.
  const server = spawn(command, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  server.unref();
  return server;
}

/** The server itself picks a free number and writes it to its fourth pipe once it takes clients. */
function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = (why: string) => {
      clearTimeout(limit);
      server.kill();
      reject(new Error(`The virtual display did not start: ${why} ${complaint.trim()}`));
    };
    const limit = setTimeout(() => fail(`no answer in ${START_LIMIT_MS} ms.`), START_LIMIT_MS);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with ${code}.`));
    server.stderr?.on('data', (text) => {
      complaint += text;
    });
    const numberPipe = server.stdio[3] as Readable;
    let text = '';
    numberPipe.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(limit);
      server.removeAllListeners('exit');
      numberPipe.destroy();
      (server.stderr as unknown as { unref: () => void }).unref();
      resolve(text.trim());
    });
  });
}
