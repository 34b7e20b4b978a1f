import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { toHex } from '../../shared/process/hash.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type Signer, type Verify } from '../../shared/process/ports.ts';

/** An Ed25519 secret key as it is stored (RFC 8032, 5.1.5). */
export const SEED_BYTES = 32;

/** DER of a PKCS #8 private key and of a SubjectPublicKeyInfo, up to where the raw key begins (RFC 8410). */
const PRIVATE_KEY_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** Enough for every device of many tables. */
const KNOWN_KEYS_MAX = 1_024;
/** Enough for all words that are on their way at many tables. */
const FOUND_RIGHT_MAX = 4_096;
/** Signed are digests; what is longer is not kept. */
const KEPT_BYTES_MAX = 64;

/** The signer that holds the key of a 32-byte seed. */
export function signerOf(seed: Uint8Array): Signer {
  const der = Buffer.concat([PRIVATE_KEY_PREFIX, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(PUBLIC_KEY_PREFIX.length)),
    sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}

const knownKeys = new Map<string, KeyObject>();
/**
 * Signatures that were found right: one word is met several times (a receipt alone, then in the certificate of a commit),
 * and the curve is most of what hearing it costs. Wrong ones are never kept: a flood of them could drive the others out.
 */
const foundRight = new Set<string>();

/** Whether an Ed25519 signature is right; false for anything malformed. */
export const verifySignature: Verify = (publicKey, bytes, signature) => {
  const key = keyObjectOf(publicKey);
  if (key === null || signature.length !== SIGNATURE_BYTES) return false;
  if (bytes.length > KEPT_BYTES_MAX) return verify(null, bytes, key, signature);
  // Key and signature have fixed lengths: no two triples make the same text.
  const triple = Buffer.concat([publicKey, signature, bytes]).toString('latin1');
  if (foundRight.has(triple)) return true;
  if (!verify(null, bytes, key, signature)) return false;
  if (foundRight.size >= FOUND_RIGHT_MAX) foundRight.clear();
  foundRight.add(triple);
  return true;
};

/** The seed of a practice table's bot: the same bot has the same key after every restart. */
export function botSeed(deviceSeed: Uint8Array, tableId: string, bot: number): Uint8Array {
  return new Uint8Array(
    createHmac('sha256', deviceSeed).update(`evertable/bot/1\n${tableId}\n${bot}`).digest(),
  );
}

function keyObjectOf(publicKey: Uint8Array): KeyObject | null {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return null;
  const name = toHex(publicKey);
  const known = knownKeys.get(name);
  if (known) return known;
  try {
    const der = Buffer.concat([PUBLIC_KEY_PREFIX, publicKey]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (knownKeys.size >= KNOWN_KEYS_MAX) knownKeys.clear();
    knownKeys.set(name, key);
    return key;
  } catch {
    return null;
  }
}
