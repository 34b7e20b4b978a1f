import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteStringsFromBytes, fromBytes, NotCanonical, type Plain, toBytes } from './plain.ts';

const { plain } = fc.letrec<{ plain: Plain }>((tie) => ({
  plain: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string(),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie('plain'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
      tie('plain'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

describe('a list of byte strings', () => {
  test('has one spelling, like any plain value', () => {
    const one = [Uint8Array.of(1, 2), new Uint8Array(300)];
    const bytes = toBytes(one);
    expect(byteStringsFromBytes(bytes)).toEqual(one);
    const longer = Uint8Array.of(0x82, 0x58, 0x02, 1, 2, 0x40);
    expect(() => byteStringsFromBytes(longer), 'a longer length').toThrow(NotCanonical);
    expect(() => byteStringsFromBytes(Uint8Array.of(0x9f, 0x40, 0xff)), 'indefinite').toThrow(NotCanonical);
    expect(() => byteStringsFromBytes(Uint8Array.of(0x81, 0x01)), 'a number').toThrow(NotCanonical);
    expect(() => byteStringsFromBytes(Uint8Array.of(0x40)), 'no list').toThrow(NotCanonical);
    expect(() => byteStringsFromBytes(Uint8Array.of(0x80, 0x80)), 'more bytes').toThrow(NotCanonical);
  });
});

describe('plain values', () => {
  test('come back from their bytes', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(fromBytes(toBytes(value))).toEqual(value);
      }),
    );
  });

  test('have one encoding, whatever the order of their fields', () => {
    expect(toBytes({ b: 1, a: 2, aa: 3 })).toEqual(toBytes({ aa: 3, a: 2, b: 1 }));
  });

  test.each([
    ['a float', 1.5],
    ['an unsafe integer', 2 ** 53],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
    ['a bigint', 1n],
    ['a Map', new Map()],
    ['a date', new Date(0)],
  ])('%s is refused', (_, value) => {
    expect(() => toBytes({ value } as unknown as Plain)).toThrow();
  });

  test.each([
    ['a longer form of a small number', [0x18, 0x01]],
    ['an indefinite array', [0x9f, 0xff]],
    ['fields out of order', [0xa2, 0x61, 0x62, 0x01, 0x61, 0x61, 0x02]],
    ['the same field twice', [0xa2, 0x61, 0x61, 0x01, 0x61, 0x61, 0x02]],
    ['a float that is whole', [0xf9, 0x3c, 0x00]],
    ['undefined', [0xf7]],
    ['bytes after the end', [0x01, 0x01]],
    ['nothing', []],
  ])('bytes with %s are refused', (_, bytes) => {
    expect(() => fromBytes(Uint8Array.from(bytes))).toThrow(NotCanonical);
  });

  test('random bytes never throw anything but NotCanonical', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          fromBytes(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(NotCanonical);
        }
      }),
    );
  });
});
