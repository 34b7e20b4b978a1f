import type { ESTree } from 'vite';
import { isScript, isTest, type SourceFile } from './sources.ts';
import { walkScript } from './syntax.ts';

/*
 * shared/ owns no clock, no random and no I/O: replicas that run the same inputs must come to the same state. And the
 * table program knows nothing of being saved.
 */

/** Objects whose every use is banned, and those of which one function is. */
const BANNED_OBJECTS = ['performance', 'crypto', 'globalThis', 'localStorage', 'sessionStorage', 'indexedDB'];
const BANNED_FUNCTIONS = ['Date.now', 'Math.random', 'Date.parse', 'Intl.DateTimeFormat'];
const BANNED_NAMES = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'Buffer',
  'fetch',
];

const SAVING = /\b(?:sav(?:e|es|ed|ing)|disks?|storage|persist\w*|fsync\w*|fdatasync\w*|automerge\w*)\b/gi;
/** Where one word of a longer name ends and the next begins: `saveHand`, `isPersisted`. */
const WORD_SEAM = /(?<=[a-z0-9])(?=[A-Z])/g;

/** Uses of clocks, random numbers, timers and I/O in shared/. */
export function purityFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('shared/') && isScript(path) && !isTest(path))
    .flatMap((file) =>
      impureUses(file).map((use) => `${file.path}: uses ${use}: shared/ owns no clock, random or I/O`),
    );
}

/** Words about saving in shared/table, comments included. */
export function savingFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('shared/table/') && isScript(path) && !isTest(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          [...line.replace(WORD_SEAM, ' ').matchAll(SAVING)].map(
            ([word]) => `${path}:${index + 1}: says "${word}": the table program knows nothing of saving`,
          ),
        ),
    );
}

function impureUses(source: SourceFile): string[] {
  const uses: string[] = [];
  walkScript(source, (node, parent) => {
    const use = impureUse(node, parent);
    if (use !== null) uses.push(use);
  });
  return uses;
}

function impureUse(node: ESTree.Node, parent: ESTree.Node): string | null {
  switch (node.type) {
    case 'MemberExpression': {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return null;
      const name = `${node.object.name}.${node.property.name}`;
      return BANNED_FUNCTIONS.includes(name) || BANNED_OBJECTS.includes(node.object.name) ? name : null;
    }
    case 'NewExpression':
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'Date' ? 'Date' : null;
    case 'Identifier':
      return BANNED_NAMES.includes(node.name) && !namesProperty(node, parent) ? node.name : null;
    default:
      return null;
  }
}

/** Whether a name stands for a property and not for the global of that name: `clock.setTimeout`, `{ fetch: ... }`. */
function namesProperty(name: ESTree.Node, parent: ESTree.Node): boolean {
  if ('computed' in parent && parent.computed) return false;
  if (parent.type === 'MemberExpression') return parent.property === name;
  return 'key' in parent && parent.key === name && !('shorthand' in parent && parent.shorthand);
}
