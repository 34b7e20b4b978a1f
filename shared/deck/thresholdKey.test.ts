import { beforeAll, expect, test } from 'vitest';
import { loadGroup, mulBase, scalarOf, subScalars } from './group.ts';
import { joined } from './sliced.ts';
import { thresholdKeyOf } from './thresholdKey.ts';

beforeAll(loadGroup);

test('parts that add up to nothing give no key: everybody could read such a deck', () => {
  const part = (first: Uint8Array) => joined([mulBase(first), mulBase(scalarOf(5))]);
  const minusTwo = subScalars(scalarOf(0), scalarOf(2));
  expect(thresholdKeyOf([part(scalarOf(2)), part(minusTwo)])).toBeNull();
  expect(thresholdKeyOf([part(scalarOf(2)), part(scalarOf(2))])?.key).toEqual(mulBase(scalarOf(4)));
});
