/**
 * Runs a script of package.json: `--help` prints `usage`, anything else goes to `main`, whose result is the exit code.
 * An error is told in its own words, without a stack: it is for the person at the terminal.
 */
export async function runCommand(
  usage: string,
  main: (args: readonly string[]) => Promise<number>,
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage.trim());
    return;
  }
  try {
    process.exitCode = await main(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
