/** A table that cannot be opened; `message` is a sentence for a person. */
export class UnreadableTable extends Error {
  override name = 'UnreadableTable';
}
