/*
 * The table host without windows, under plain Node, for an always-on machine. `evertable serve` of the installed app does the
 * same under Electron (serveInElectron.ts).
 *
 *  1  Whatever is wrong with the arguments is said in a sentence.       serve/options.test "is told in a sentence"
 *  2  It goes in order when it is told to: hosting is handed over.      serve/serve.test "hands over"
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HostChild } from './hostProcess.ts';
import { readServeOptions, SERVE_USAGE } from './serve/options.ts';
import { serve } from './serve/serve.ts';

/** Built beside this file. */
const HOST_SCRIPT = fileURLToPath(new URL('./host.js', import.meta.url));
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) console.log(SERVE_USAGE.trim());
else await run();

async function run(): Promise<void> {
  try {
    const serving = await serve(readServeOptions(args), {
      fork: startHost,
      print: (text) => console.log(text),
      isWatched: process.stdout.isTTY === true,
    });
    let isStopping = false;
    for (const signal of STOP_SIGNALS) {
      process.on(signal, () => {
        // Whoever asks twice does not want to wait.
        if (isStopping) process.exit(1);
        isStopping = true;
        void serving.stop();
      });
    }
    process.exitCode = await serving.ended;
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

/** In a session of its own: Ctrl-C reaches this process alone, which ends the host in order. */
function startHost(): HostChild {
  const child: ChildProcess = fork(HOST_SCRIPT, [], {
    execArgv: [],
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    get pid() {
      return child.pid;
    },
    postMessage: (order) => {
      if (child.connected) child.send(order, () => {});
    },
    kill: () => child.kill('SIGKILL'),
    on: (event: 'message' | 'exit', listener: (report: never) => void) => {
      child.on(event, listener as () => void);
    },
  };
}
