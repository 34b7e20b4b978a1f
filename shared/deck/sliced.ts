/** Bytes cut into parts of one size. @throws RangeError when they do not fit */
export function sliced(bytes: Uint8Array, sizeBytes: number): Uint8Array[] {
  if (bytes.length % sizeBytes !== 0) throw new RangeError(`not parts of ${sizeBytes} bytes`);
  return Array.from({ length: bytes.length / sizeBytes }, (_, at) =>
    bytes.subarray(at * sizeBytes, (at + 1) * sizeBytes),
  );
}

/** Parts as bytes, one after another. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
