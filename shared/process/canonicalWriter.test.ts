import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEPTH_MAX, writeCanonical } from './canonicalWriter.ts';
import { fromBytes, NotCanonical, type Plain } from './plain.ts';

/** Both sides of every change of a head's length, and the ends of what is safe. */
const EDGES = [0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1].flatMap((edge) => [
  edge,
  -edge,
  -1 - edge + (edge === 2 ** 53 - 1 ? 1 : 0),
]);

/** Any text: letters, pairs of surrogates, halves of them. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({ unit: 'grapheme-ascii', minLength: 200, maxLength: 400 }),
);

const { plain } = fc.letrec<{ plain: Plain }>((tie) => ({
  plain: fc.oneof(
    { maxDepth: 6 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.constantFrom(...EDGES),
    text,
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('plain'), { maxLength: 30 }),
    fc.dictionary(
      fc.oneof(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: 'binary' })),
      tie('plain'),
      {
        maxKeys: 30,
      },
    ),
  ),
}));

function expectAsTheLibrary(value: Plain): void {
  expect(Buffer.from(writeCanonical(value)).toString('hex')).toBe(Buffer.from(encode(value)).toString('hex'));
}

function nested(depth: number): Plain {
  let value: Plain = [];
  for (let i = 1; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

describe('a plain value', () => {
  test('is written as the library writes it', () => {
    fc.assert(fc.property(plain, expectAsTheLibrary), { numRuns: 2_000 });
  });

  test.each(EDGES)('the integer %d is written as the library writes it', expectAsTheLibrary);

  test.each([0, 23, 24, 255, 256, 65_535, 65_536])(
    'lists, texts, bytes and maps of %d, as the library writes it',
    (size) => {
      expectAsTheLibrary('x'.repeat(size));
      expectAsTheLibrary('é'.repeat(size));
      expectAsTheLibrary(new Uint8Array(size).fill(7));
      expectAsTheLibrary(new Array<Plain>(size).fill(size));
      expectAsTheLibrary(Object.fromEntries(Array.from({ length: size }, (_, i) => [`${i}`, i])));
    },
  );

  test.each<[string, Plain]>([
    ['minus nought', -0],
    ['fields out of order', { bb: 1, a: 2, c: 3, B: 4, '': 5, aaa: 6, 10: 7, 9: 8 }],
    ['names with letters beyond ASCII', { é: 1, e: 2, zz: 3, éé: 4, '😀': 5, '\uffff': 6, aaaa: 7 }],
    ['names that mean something to the language', JSON.parse('{"__proto__":1,"constructor":2,"toString":3}')],
    ['an object without a prototype', Object.assign(Object.create(null), { b: 1, a: 2 })],
    ['halves of surrogate pairs', ['\ud800', 'a\udc00b', '\ud800\ud800\udc00', { '\udfff': 1 }]],
    ['a part of a buffer', Buffer.from([1, 2, 3]).subarray(1)],
  ])('with %s: as the library writes it', (_, value) => expectAsTheLibrary(value));

  test('is a copy: what is written next does not change it', () => {
    const bytes = writeCanonical('first');
    writeCanonical('other');
    expect(fromBytes(bytes)).toBe('first');
  });
});

class Chips {
  readonly #stack = 5;
  get stack(): number {
    return this.#stack;
  }
}

describe('what is not plain', () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);

  test.each<[string, unknown]>([
    ['a float', 1.5],
    ['an unsafe integer', 2 ** 53],
    ['an unsafe negative integer', -(2 ** 53)],
    ['not a number', Number.NaN],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['undefined', undefined],
    ['a hole', new Array(1)],
    ['a bigint', 1n],
    ['a symbol', Symbol('x')],
    ['a function', () => 1],
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['a date', new Date(0)],
    ['an error', new Error('x')],
    ['a promise', Promise.resolve()],
    ['other bytes', new Uint16Array(1)],
    ['a buffer', new ArrayBuffer(1)],
    ['a boxed number', Object(1)],
    ['a value that holds itself', cycle],
  ])('is refused: %s', (_, value) => {
    expect(() => writeCanonical(value as Plain)).toThrow(NotCanonical);
    expect(() => writeCanonical({ list: [value] } as Plain)).toThrow(NotCanonical);
  });

  test('an object of a class is its own fields, as in the library', () => {
    expectAsTheLibrary(Object.assign(new Chips(), { a: 1 }) as unknown as Plain);
  });

  test('values deeper than the limit are refused, written or read', () => {
    expectAsTheLibrary(nested(DEPTH_MAX));
    expect(() => writeCanonical(nested(DEPTH_MAX + 1))).toThrow(NotCanonical);
    // Guards the limit itself: read bytes are written again, and a stack's size differs from device to device.
    expect(() => fromBytes(encode(nested(DEPTH_MAX + 1)))).toThrow(NotCanonical);
  });

  test('after a refusal the next value is written as ever', () => {
    expect(() => writeCanonical(['x'.repeat(100), undefined] as unknown as Plain)).toThrow(NotCanonical);
    expectAsTheLibrary(['y', 1]);
  });
});
