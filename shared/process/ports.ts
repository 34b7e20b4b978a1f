/** What the runtime needs from the world. Keys are raw 32-byte Ed25519 public keys, signatures 64 bytes. */

/** Holds one device's secret key and signs with it. */
export interface Signer {
  readonly publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
}

/** Whether `signature` over `bytes` was made by the holder of `publicKey`. Never throws. */
export type Verify = (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => boolean;

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
