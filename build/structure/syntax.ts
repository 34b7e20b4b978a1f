import { type ESTree, parseSync } from 'vite';
import type { SourceFile } from './sources.ts';

/** Calls `visit` for every node of a script's syntax tree and the node around it. @throws Error when it does not parse */
export function walkScript(
  { path, text }: SourceFile,
  visit: (node: ESTree.Node, parent: ESTree.Node) => void,
): void {
  const { program, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  walk(program, program, visit);
}

function walk(
  node: ESTree.Node,
  parent: ESTree.Node,
  visit: (node: ESTree.Node, parent: ESTree.Node) => void,
): void {
  visit(node, parent);
  for (const part of Object.values(node).flat()) {
    if (isNode(part)) walk(part, node, visit);
  }
}

function isNode(value: unknown): value is ESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
