import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import { root } from './root.ts';
import { secondsSince } from './setup/step.ts';

const USAGE = `
npm run check

Checks types (tsc), lint and format (biome) and the structure that DESIGN.md fixes (imports, clocks, layout).
`;

const TOOLS = join(root, 'node_modules');
const CHECKS = [
  { name: 'types', command: [join(TOOLS, 'typescript', 'bin', 'tsc'), '-p', '.', '--noEmit'] },
  { name: 'lint', command: [join(TOOLS, '@biomejs', 'biome', 'bin', 'biome'), 'check', '.'] },
  {
    name: 'structure',
    command: [join(TOOLS, 'vitest', 'vitest.mjs'), 'run', '--project', 'host', 'build/structure.test.ts'],
  },
];

await runCommand(USAGE, async () => {
  let failed = 0;
  for (const { name, command } of CHECKS) {
    const startMs = performance.now();
    const { code, output } = await run(command);
    if (code !== 0) {
      failed++;
      process.stdout.write(output);
    }
    console.log(`Check ${name}: ${code === 0 ? 'ok' : 'failed'} (${secondsSince(startMs)})`);
  }
  return failed === 0 ? 0 : 1;
});

function run(command: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
