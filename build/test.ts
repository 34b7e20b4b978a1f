import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import { root } from './root.ts';
import { setUp } from './setup/setUp.ts';
import { secondsSince } from './setup/step.ts';
import { type Counts, closingLine, countSuite, type Suite, type SuiteReport, suites } from './suites.ts';

const USAGE = `
npm test [-- SUITE...]

Prepares this machine (Electron runtime, system libraries, a display) and runs the suites one after another, or those
named. The last line is "N passed, N failed".

${suites.map(({ name, about }) => `  ${name.padEnd(9)}${about}`).join('\n')}
`;

const VITEST = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const REPORTS = join(root, 'out', 'test');

await runCommand(USAGE, async (args) => {
  const chosen = chooseSuites(args);
  const display = await setUp();
  const env = { ...process.env, ...display.env };
  await mkdir(REPORTS, { recursive: true });
  const all: Counts[] = [];
  for (const suite of chosen) {
    const startMs = performance.now();
    const counts = await runSuite(suite, env);
    all.push(counts);
    console.log(`Suite ${suite.name}: ${closingLine([counts])} (${secondsSince(startMs)})\n`);
  }
  display.close();
  console.log(closingLine(all));
  return all.some((counts) => counts.failed > 0) ? 1 : 0;
});

function chooseSuites(names: readonly string[]): readonly Suite[] {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    throw new Error(`No suite "${unknown}": choose of ${suites.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

async function runSuite({ name }: Suite, env: NodeJS.ProcessEnv): Promise<Counts> {
  const report = join(REPORTS, `${name}.json`);
  await rm(report, { force: true });
  const exitCode = await run(
    [
      VITEST,
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env,
  );
  return countSuite(await readReport(report), exitCode);
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function readReport(path: string): Promise<SuiteReport | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
