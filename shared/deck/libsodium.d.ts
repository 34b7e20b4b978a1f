/** The raw library: functions over addresses in its own memory. */
declare module 'libsodium-sumo' {
  export interface Libsodium {
    readonly HEAPU8: Uint8Array;
    _malloc(sizeBytes: number): number;
    _crypto_core_ristretto255_is_valid_point(point: number): number;
    _crypto_core_ristretto255_add(to: number, p: number, q: number): number;
    _crypto_core_ristretto255_sub(to: number, p: number, q: number): number;
    _crypto_core_ristretto255_from_hash(to: number, hash: number): number;
    _crypto_core_ristretto255_scalar_add(to: number, a: number, b: number): void;
    _crypto_core_ristretto255_scalar_sub(to: number, a: number, b: number): void;
    _crypto_core_ristretto255_scalar_mul(to: number, a: number, b: number): void;
    _crypto_core_ristretto255_scalar_negate(to: number, a: number): void;
    _crypto_core_ristretto255_scalar_invert(to: number, a: number): number;
    _crypto_core_ristretto255_scalar_reduce(to: number, wide: number): void;
    _crypto_scalarmult_ristretto255(to: number, scalar: number, point: number): number;
    _crypto_scalarmult_ristretto255_base(to: number, scalar: number): number;
    _crypto_aead_chacha20poly1305_ietf_encrypt(
      box: number,
      boxSize: number,
      message: number,
      messageSizeLow: number,
      messageSizeHigh: number,
      extra: number,
      extraSizeLow: number,
      extraSizeHigh: number,
      secretNonce: number,
      nonce: number,
      key: number,
    ): number;
    _crypto_aead_chacha20poly1305_ietf_decrypt(
      message: number,
      messageSize: number,
      secretNonce: number,
      box: number,
      boxSizeLow: number,
      boxSizeHigh: number,
      extra: number,
      extraSizeLow: number,
      extraSizeHigh: number,
      nonce: number,
      key: number,
    ): number;
  }
  export default function load(): Promise<Libsodium>;
}
