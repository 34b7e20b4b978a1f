import { beforeAll, expect, test } from 'vitest';
import {
  add,
  BASE,
  IDENTITY,
  invertScalar,
  isPoint,
  isPointOrIdentity,
  isScalar,
  loadGroup,
  mul,
  mulBase,
  mulScalars,
  multiMul,
  scalarOf,
  sub,
  subScalars,
  sumOf,
} from './group.ts';
import { seededBytes } from './testing/seededBytes.ts';
import { hashToPoint, randomScalar } from './transcript.ts';

// The vectors of RFC 9496 and the comparison with a second library: testing/second/vectors.test.ts.

beforeAll(loadGroup);

const ZERO = scalarOf(0);

test('the identity and zero are values like others, and nothing throws for them', () => {
  const point = hashToPoint('test');
  const results = [
    mul(ZERO, point),
    mul(scalarOf(7), IDENTITY),
    mulBase(ZERO),
    sub(point, point),
    add(point, sub(IDENTITY, point)),
    sumOf([]),
    multiMul([], []),
    multiMul([scalarOf(3), subScalars(ZERO, scalarOf(3))], [point, point]),
  ];
  for (const result of results) expect(result).toEqual(IDENTITY);
  expect(add(IDENTITY, point)).toEqual(point);
  expect(invertScalar(ZERO)).toEqual(ZERO);
});

test('case 18: libsodium takes the identity for a point, a message may not', () => {
  expect([isPointOrIdentity(IDENTITY), isPoint(IDENTITY)]).toEqual([true, false]);
  expect([isPointOrIdentity(BASE), isPoint(BASE)]).toEqual([true, true]);
});

test('bytes of another length are neither point nor scalar', () => {
  for (const length of [0, 1, 31, 33, 64]) {
    const bytes = new Uint8Array(length);
    expect([isPoint(bytes), isPointOrIdentity(bytes), isScalar(bytes)]).toEqual([false, false, false]);
  }
});

test('a sum of multiples is the same when a point comes more than once', () => {
  const random = seededBytes('sums');
  const [a, b] = [hashToPoint('a'), hashToPoint('b')];
  const points = [a, b, a, BASE, b, a, BASE];
  const scalars = points.map(() => randomScalar(random));
  const oneByOne = sumOf(points.map((point, at) => mul(scalars[at] ?? ZERO, point)));
  expect(multiMul(scalars, points)).toEqual(oneByOne);
});

test('what is returned stays as it is when more is computed', () => {
  const random = seededBytes('room');
  const [s, r] = [randomScalar(random), randomScalar(random)];
  const [point, product] = [mulBase(s), mulScalars(s, r)];
  const [pointThen, productThen] = [point.slice(), product.slice()];
  mulBase(r);
  mulScalars(r, r);
  expect([point, product]).toEqual([pointThen, productThen]);
});
