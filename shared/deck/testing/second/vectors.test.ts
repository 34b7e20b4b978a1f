import { sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../process/hash.ts';
import { hashOf } from '../../contexts.ts';
import {
  add,
  addScalars,
  BASE,
  IDENTITY,
  invertScalar,
  isPoint,
  isPointOrIdentity,
  isScalar,
  library,
  loadGroup,
  mul,
  mulBase,
  mulScalars,
  multiMul,
  pointOfHash,
  type Scalar,
  scalarOf,
  scalarOfHash,
  sub,
  subScalars,
} from '../../group.ts';
import { openBox, sealScalar } from '../../sealedBox.ts';
import { ELEMENTS_OF_TEXTS, MULTIPLES, NO_ENCODINGS } from '../rfc9496.ts';
import {
  combination,
  elementOfHash,
  G,
  H,
  inverse,
  modL,
  numberOf,
  ORDER,
  readElement,
  readPoint,
  readScalar,
  scalarBytes,
  times,
} from './group.ts';
import { chachaBlock, poly1305, seal, unseal } from './sealed.ts';

/*
 * The two libraries on the published vectors and, beyond those, on each other.
 */

const utf8 = new TextEncoder();
const text = (hex: string) => fromHex(hex.replaceAll(/\s/g, ''));

beforeAll(loadGroup);

describe('RFC 9496 in both libraries', () => {
  test('A.1: multiples of the generator', () => {
    for (const [factor, hex] of MULTIPLES.entries()) {
      expect(toHex(mulBase(scalarOf(factor)))).toBe(hex);
      expect(toHex(mul(scalarOf(factor), BASE))).toBe(hex);
      expect(toHex(times(BigInt(factor), G).toBytes())).toBe(hex);
      expect(isPointOrIdentity(fromHex(hex))).toBe(true);
      expect(readElement(fromHex(hex))).not.toBeNull();
    }
  });

  test.each(Object.entries(NO_ENCODINGS))('A.2: no encoding, as %s', (_, encodings) => {
    for (const hex of encodings) {
      expect(isPointOrIdentity(fromHex(hex))).toBe(false);
      expect(readElement(fromHex(hex))).toBeNull();
    }
  });

  test('A.3: elements of hashes', () => {
    for (const [words, hex] of ELEMENTS_OF_TEXTS) {
      const wide = sha512(utf8.encode(words));
      expect(toHex(pointOfHash(wide))).toBe(hex);
      expect(toHex(elementOfHash(wide).toBytes())).toBe(hex);
    }
  });
});

/** FIPS 180-4: published examples. */
const SHA_512: readonly (readonly [string, string])[] = [
  [
    '',
    `cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce
     47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e`,
  ],
  [
    'abc',
    `ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a
     2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f`,
  ],
  [
    'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
    `8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018
     501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909`,
  ],
];

describe('SHA-512', () => {
  test.each(SHA_512)('of %j, by both libraries', (words, digest) => {
    expect(toHex(sha512(utf8.encode(words)))).toBe(toHex(text(digest)));
    expect(toHex(sodiumSha512(utf8.encode(words)))).toBe(toHex(text(digest)));
  });

  test('of transcripts: both write the same bytes before they hash', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }),
        (label, parts) => {
          expect(hashOf(label, ...parts)).toEqual(H(label, ...parts));
        },
      ),
      { seed: 41, numRuns: 100 },
    );
  });
});

/** By the library that the app's group comes from, which the app has another SHA-512 for. */
function sodiumSha512(message: Uint8Array): Uint8Array {
  const sodium = library() as ReturnType<typeof library> & {
    _crypto_hash_sha512(to: number, message: number, sizeLow: number, sizeHigh: number): number;
  };
  const at = sodium._malloc(64 + message.length);
  sodium.HEAPU8.set(message, at + 64);
  sodium._crypto_hash_sha512(at, at + 64, message.length, 0);
  return sodium.HEAPU8.slice(at, at + 64);
}

describe('RFC 8439 in the second verifier, as the boxes of a deal need it', () => {
  test('2.3.2: a block of ChaCha20', () => {
    const key = Uint8Array.from({ length: 32 }, (_, at) => at);
    const block = chachaBlock(key, 1, text('000000090000004a00000000'));
    expect(toHex(block)).toBe(
      toHex(
        text(`10f1e7e4d13b5915500fdd1fa32071c4 c7d1f4c733c068030422aa9ac3d46c4e
              d2826446079faa0914c2d705d98b02a2 b5129cd1de164eb9cbd083e8a2503c4e`),
      ),
    );
  });

  test('2.5.2: a tag of Poly1305', () => {
    const key = text('85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b');
    const tag = poly1305(utf8.encode('Cryptographic Forum Research Group'), key);
    expect(toHex(tag)).toBe('a8061dc1305136c6c22b8baf0c0127a9');
  });

  test('each library opens what the other sealed, and neither opens a box with one bit changed', () => {
    fc.assert(
      fc.property(bytes(32), bytes(32), fc.nat(48 * 8 - 1), (scalar, key, bit) => {
        const box = sealScalar(scalar, key);
        expect(seal(scalar, key)).toEqual(box);
        expect(unseal(box, key)).toEqual(scalar);
        expect(openBox(box, key)).toEqual(scalar);
        const damaged = box.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(unseal(damaged, key)).toBeNull();
        expect(openBox(damaged, key)).toBeNull();
      }),
      { seed: 42, numRuns: 50 },
    );
  });
});

function bytes(sizeBytes: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: sizeBytes, maxLength: sizeBytes });
}

/** Numbers around the edges that a careless reader of scalars gets wrong, and any others. */
const numberBytes = fc.oneof(
  bytes(32),
  fc
    .tuple(fc.constantFrom(0n, 1n, 2n, 8n), fc.bigInt({ min: -3n, max: 3n }))
    .map(([times, by]) => plainBytes((((times * ORDER + by) % 2n ** 256n) + 2n ** 256n) % 2n ** 256n)),
  fc.bigInt({ min: 0n, max: ORDER - 1n }).map(plainBytes),
);

function plainBytes(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n));
}

const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0n, 1n, ORDER - 1n).map(scalarBytes) },
  { weight: 4, arbitrary: bytes(64).map(scalarOfHash) },
);
const point = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(IDENTITY, BASE) },
  { weight: 4, arbitrary: bytes(64).map(pointOfHash) },
);

describe('the two libraries agree', () => {
  test('case 16: on which bytes are a scalar; s + L and a set bit 255 are none', () => {
    fc.assert(
      fc.property(numberBytes, (encoded) => {
        expect(isScalar(encoded)).toBe(readScalar(encoded) !== null);
      }),
      { seed: 43, numRuns: 500 },
    );
    expect(isScalar(plainBytes(ORDER))).toBe(false);
    expect(isScalar(plainBytes(ORDER + 5n))).toBe(false);
    expect(isScalar(plainBytes(2n ** 255n + 5n))).toBe(false);
    expect(isScalar(new Uint8Array(31))).toBe(false);
    expect(readScalar(new Uint8Array(33))).toBeNull();
  });

  test('case 17: on which bytes are a point', () => {
    const even = (encoded: Uint8Array) => encoded.map((byte, at) => (at === 0 ? byte & 254 : byte));
    const halfOfThemPoints = bytes(32).map((encoded) =>
      even(encoded).map((byte, at) => (at === 31 ? byte & 127 : byte)),
    );
    fc.assert(
      fc.property(fc.oneof(bytes(32), halfOfThemPoints, point), (encoded) => {
        expect(isPointOrIdentity(encoded)).toBe(readElement(encoded) !== null);
        expect(isPoint(encoded)).toBe(readPoint(encoded) !== null);
      }),
      { seed: 44, numRuns: 500 },
    );
    for (const length of [0, 31, 33]) {
      expect(isPointOrIdentity(new Uint8Array(length))).toBe(false);
      expect(readElement(new Uint8Array(length))).toBeNull();
    }
  });

  test('case 18: that the identity is no point of a message', () => {
    expect(isPointOrIdentity(IDENTITY)).toBe(true);
    expect(isPoint(IDENTITY)).toBe(false);
    expect(readPoint(IDENTITY)).toBeNull();
  });

  test('on sums and multiples, the identity and zero among them', () => {
    fc.assert(
      fc.property(scalar, scalar, point, point, (s, t, p, q) => {
        const [a, b] = [numberOf(s), numberOf(t)];
        const [x, y] = [readElement(p), readElement(q)] as [typeof G, typeof G];
        expect(toHex(add(p, q))).toBe(toHex(x.add(y).toBytes()));
        expect(toHex(sub(p, q))).toBe(toHex(x.subtract(y).toBytes()));
        expect(toHex(mul(s, p))).toBe(toHex(times(a, x).toBytes()));
        expect(toHex(mulBase(s))).toBe(toHex(times(a, G).toBytes()));
        expect(toHex(multiMul([s, t], [p, q]))).toBe(toHex(combination([a, b], [x, y]).toBytes()));
      }),
      { seed: 45, numRuns: 60 },
    );
  });

  test('on arithmetic modulo L', () => {
    fc.assert(
      fc.property(scalar, scalar, bytes(64), (s, t, wide) => {
        const [a, b] = [numberOf(s), numberOf(t)];
        expect(numberOf(addScalars(s, t))).toBe(modL(a + b));
        expect(numberOf(subScalars(s, t))).toBe(modL(a - b));
        expect(numberOf(mulScalars(s, t))).toBe(modL(a * b));
        expect(numberOf(scalarOfHash(wide))).toBe(modL(numberOf(wide)));
        expect(numberOf(invertScalar(s))).toBe(a === 0n ? 0n : inverse(a));
        expect(toHex(pointOfHash(wide))).toBe(toHex(elementOfHash(wide).toBytes()));
      }),
      { seed: 46, numRuns: 100 },
    );
  });
});
