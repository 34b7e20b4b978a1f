/** A value that is not plain, or bytes that are not the one canonical encoding of a plain value. */
export class NotCanonical extends Error {
  override name = 'NotCanonical';
}
