/** What is printed about a file. */
export interface Report {
  readonly lines: readonly string[];
  /** Nothing is damaged, and everything fits. */
  readonly isSound: boolean;
}

/** Rows under a head, in columns as wide as they need to be; the last column is as long as it is. */
export function inColumns(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A head and its lines, apart from what is above; nothing where there are no lines. */
export function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${head}:`, ...lines.map((line) => `  ${line}`)];
}

/** The log's "{120}" as it is read in a terminal. */
export function plainChips(words: string): string {
  return words.replace(/\{(\d+)\}/g, '$1');
}

/** Words that end in one full stop. */
export function sentence(words: string): string {
  return `${words.replace(/\.$/, '')}.`;
}

/** "1 chunk", "7 chunks" */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "1 entry", "7 entries" */
export function countedEntries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}
