import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { readServeOptions, SERVE_USAGE } from './serve/options.ts';
import { serve } from './serve/serve.ts';

/*
 * `evertable serve`: what serve.ts does under plain Node, from the installed app. No window is opened and no page is loaded.
 */

const SERVE_WORD = 'serve';
const NO_SCREEN_WORDS =
  'This machine has no screen: write "evertable --ozone-platform=headless serve", or serve with Node.';
const HELP = ['--help', '-h'];

/**
 * What follows the word `serve` on the command line; null: the app is not started to serve. Switches of Chromium come before
 * that word.
 */
export function serveArguments(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  // Unpacked, the first argument is the app's folder.
  const words = argv.slice(1).flatMap((argument, at) => (argument.startsWith('-') ? [] : [{ argument, at }]));
  const first = words[isPackaged ? 0 : 1];
  return first?.argument === SERVE_WORD ? argv.slice(first.at + 2) : null;
}

/** Serves until it is told to stop; the app exits then. */
export async function serveInElectron(args: readonly string[]): Promise<void> {
  if (args.some((argument) => HELP.includes(argument))) {
    console.log(`evertable ${SERVE_USAGE.trim()}`);
    app.exit(0);
    return;
  }
  if (isWithoutScreen()) {
    // Chromium would end the process with words of its own a moment later.
    console.error(NO_SCREEN_WORDS);
    app.exit(1);
    return;
  }
  try {
    const options = readServeOptions(args);
    app.dock?.hide();
    app.disableHardwareAcceleration();
    await app.whenReady();
    const serving = await serve(options, {
      fork: () =>
        utilityProcess.fork(join(import.meta.dirname, 'host.js'), [], {
          serviceName: 'Table host',
          stdio: 'inherit',
        }),
      print: (text) => console.log(text),
      isWatched: process.stdout.isTTY === true,
    });
    // A signal asks the app to quit.
    app.on('before-quit', (event) => {
      event.preventDefault();
      void serving.stop();
    });
    app.exit(await serving.ended);
  } catch (error) {
    console.error((error as Error).message);
    app.exit(1);
  }
}

/** Chromium decides before anything of ours runs what it draws on, also where nothing is drawn. */
function isWithoutScreen(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const isHeadless = app.commandLine.getSwitchValue('ozone-platform') === 'headless';
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY && !isHeadless;
}
