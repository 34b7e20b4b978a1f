import { combination, count, type Element, G, H, Hs, readAll, readPoint, readScalar } from './group.ts';

/** Whether the sender knows y of Y = yG (DECK.md, step 1): c = Hs("pok/"label, ctx, sender, Y, sG - cY). */
export function isKnown(
  label: string,
  context: Uint8Array,
  sender: Uint8Array,
  point: Uint8Array,
  proof: Uint8Array,
): boolean {
  const y = readPoint(point);
  const numbers = readAll(proof, 2, readScalar);
  if (y === null || numbers === null) return false;
  const [c, s] = numbers as [bigint, bigint];
  const r = combination([s, -c], [G, y]);
  return c === Hs(`pok/${label}`, context, sender, point, r.toBytes());
}

/** Who proves equal logarithms, about what. */
export interface Equality {
  readonly context: Uint8Array;
  /** The prover's place in the roster. */
  readonly holder: number;
  /** x G */
  readonly key: Uint8Array;
  readonly bases: readonly Uint8Array[];
  /** x times each base. */
  readonly shares: readonly Uint8Array[];
}

/** Whether log_G X = log_{Q_k} D_k for every k (step 7): one pair as it is, several as one random combination. */
export function areEqualLogarithms(
  { context, holder, key, bases, shares }: Equality,
  proof: Uint8Array,
): boolean {
  const x = readPoint(key);
  const q = bases.map(readPoint);
  const d = shares.map(readPoint);
  const numbers = readAll(proof, 2, readScalar);
  if (x === null || numbers === null || q.length === 0 || q.length !== d.length) return false;
  if ([...q, ...d].includes(null)) return false;
  const [m, z] = composites(context, holder, key, bases, shares);
  const [c, s] = numbers as [bigint, bigint];
  const r1 = combination([s, -c], [G, x]);
  const r2 = combination([s, -c], [m, z]);
  return c === Hs('dleq', context, count(holder), key, ...[m, z, r1, r2].map((element) => element.toBytes()));
}

/** M = sum e_k Q_k, Z = sum e_k D_k. */
function composites(
  context: Uint8Array,
  holder: number,
  key: Uint8Array,
  bases: readonly Uint8Array[],
  shares: readonly Uint8Array[],
): [Element, Element] {
  const [q, d] = [bases, shares].map((points) => points.map((point) => readPoint(point) as Element)) as [
    Element[],
    Element[],
  ];
  if (q.length === 1) return [q[0] as Element, d[0] as Element];
  const seed = H('batch', context, count(holder), key, ...bases, ...shares);
  const e = q.map((_, k) => Hs('weight', seed, count(k)));
  return [combination(e, q), combination(e, d)];
}
