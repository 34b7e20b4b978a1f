import type { Edit } from './protection.ts';

/** A protection's text has moved on: the list of protections must follow it. */
export class StaleEdit extends Error {
  override name = 'StaleEdit';
}

/** A file's source once the edits to it are made. @throws StaleEdit when a text does not stand there exactly once */
export function mutated(file: string, source: string, edits: readonly Edit[]): string {
  return edits
    .filter((edit) => edit.file === file)
    .reduce((text, { find, replace }) => {
      const times = text.split(find).length - 1;
      if (times !== 1) throw new StaleEdit(`${file} has this ${times} times, not once:\n${find}`);
      return text.replace(find, () => replace);
    }, source);
}
