import { BOOTSTRAP_NODES_MAX } from '../limits.ts';

const PORT_MAX = 65_535;

/** The nodes of an own DHT as typed: "host:port" a line; empty lines say nothing. */
export function parseNodes(text: string): string[] {
  return text
    .split(/\s*[\n,]\s*/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What is wrong with them, as a sentence; null: nothing. */
export function nodesProblem(nodes: readonly string[]): string | null {
  if (nodes.length > BOOTSTRAP_NODES_MAX) return `At most ${BOOTSTRAP_NODES_MAX} nodes.`;
  const wrong = nodes.find((node) => !isNode(node));
  return wrong === undefined ? null : `"${shortened(wrong)}" is no host and port, like 192.168.1.20:49737.`;
}

function isNode(node: string): boolean {
  const port = /^[A-Za-z0-9._-]{1,253}:(\d{1,5})$/.exec(node)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= PORT_MAX;
}

const SHOWN_LENGTH = 32;

function shortened(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}…`;
}
