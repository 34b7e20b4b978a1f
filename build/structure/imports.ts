import { posix } from 'node:path';
import type { ESTree } from 'vite';
import type { SourceFile } from './sources.ts';
import { walkScript } from './syntax.ts';

/** One import, whichever way it is written. */
export type Import = {
  /** As written. */
  specifier: string;
  /** The path of an imported file from the top folder; null for a package or a Node module. */
  file: string | null;
  /** Whether the whole statement vanishes when types are stripped. */
  typeOnly: boolean;
};

/** Stands for a specifier that is worked out at run time: no rule can judge it, so none allows it. */
export const COMPUTED = '(computed)';

/** Every import of a script: static, re-exported, dynamic, by `require`, and in types. */
export function importsOf(source: SourceFile): Import[] {
  const imports: Import[] = [];
  walkScript(source, (node) => {
    const found = importIn(node);
    if (found === null) return;
    const { specifier } = found;
    const file = specifier.startsWith('.') ? posix.join(posix.dirname(source.path), specifier) : null;
    imports.push({ ...found, file });
  });
  return imports;
}

function importIn(node: ESTree.Node): Omit<Import, 'file'> | null {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: node.source.value, typeOnly: node.importKind === 'type' };
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.source === null
        ? null
        : { specifier: node.source.value, typeOnly: node.exportKind === 'type' };
    case 'TSImportType':
      return { specifier: node.source.value, typeOnly: true };
    case 'TSExternalModuleReference':
      return { specifier: node.expression.value, typeOnly: false };
    case 'ImportExpression':
      return { specifier: literalText(node.source), typeOnly: false };
    case 'CallExpression':
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return null;
      return { specifier: literalText(node.arguments[0]), typeOnly: false };
    default:
      return null;
  }
}

function literalText(node: ESTree.Node | undefined): string {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : COMPUTED;
}
