import type { RandomBytes } from '../../transcript.ts';
import {
  combination,
  count,
  type Element,
  G,
  H,
  Hs,
  inverse,
  joined,
  modL,
  numberOf,
  readPoint,
  scalarBytes,
  times,
} from './group.ts';
import { CARDS, CHAIN_START, type Claim, PLACES, readCiphertexts } from './shuffle.ts';

/**
 * A prover of shuffles for tests, which cheats as it is told and else does all it can to be believed: of the verifier's
 * equations a cheat breaks those it must, and every other one holds.
 *
 * It proves from matrices instead of a permutation. `used` is U in e = U^T e' (before masks), `committed` is what the c are made
 * of; both are the identity but for their first two rows and columns.
 */
export interface Cheat {
  readonly used?: Block;
  /** As used, if not given. */
  readonly committed?: Block;
  /** One link of the chain is no link; the last one is what it must be all the same. */
  readonly isChainCut?: boolean;
  /** Changes the deck before it is proven. */
  readonly change?: (cards: Pairs) => void;
}

type Block = readonly [readonly [bigint, bigint], readonly [bigint, bigint]];
/** C1 and C2 of each card. */
type Pairs = { readonly c1: Element[]; readonly c2: Element[] };

const AS_IT_IS: Block = [
  [1n, 0n],
  [0n, 1n],
];
export const SWAPPED: Block = [
  [0n, 1n],
  [1n, 0n],
];
const CUT_LINK = 20;
const RANGE = Array.from({ length: CARDS }, (_, at) => at);

/** A message's deck and proof, and the t that were hashed for it. */
export interface Forged {
  readonly deck: Uint8Array;
  readonly proof: Uint8Array;
  readonly t: readonly Uint8Array[];
}

/** A deck and its proof, honest but for the cheat. */
export function forgedShuffle(
  claim: Claim,
  { used = AS_IT_IS, committed = used, isChainCut = false, change }: Cheat,
  random: RandomBytes,
): Forged {
  const draw = () => modL(numberOf(random(64)));
  const drawAll = () => RANGE.map(draw);
  const key = readPoint(claim.key) as Element;
  const before = readCiphertexts(claim.before) as Pairs;

  const masks = drawAll();
  const after: Pairs = {
    c1: undone(
      used,
      before.c1.map((point, j) => point.add(times(masks[j] as bigint, G))),
    ),
    c2: undone(
      used,
      before.c2.map((point, j) => point.add(times(masks[j] as bigint, key))),
    ),
  };
  change?.(after);
  const deck = joined(
    ...RANGE.flatMap((at) => [after.c1[at], after.c2[at]].map((point) => (point as Element).toBytes())),
  );

  const r = drawAll();
  const c = columns(committed).map((points, j) => points.add(times(r[j] as bigint, G)));
  const cBytes = joined(...c.map((point) => point.toBytes()));
  const statement = H('shuffle', claim.deals, count(claim.step), claim.sender, claim.key, claim.before, deck);
  const seed = H('commit', statement, cBytes);
  const u = RANGE.map((j) => Hs('u', seed, count(j)));
  const uNew = rows(used, u);

  const rChain = drawAll();
  const product = u.reduce((total, factor) => modL(total * factor), 1n);
  const chain: Element[] = [];
  let opening = 0n;
  for (const i of RANGE) {
    opening = modL((rChain[i] as bigint) + (uNew[i] as bigint) * opening);
    const link = combination([rChain[i] as bigint, uNew[i] as bigint], [G, chain[i - 1] ?? CHAIN_START]);
    chain.push(link);
  }
  if (isChainCut) {
    chain[CUT_LINK] = times(draw(), G);
    chain[CARDS - 1] = combination([opening, product], [G, CHAIN_START]);
  }
  const chainBytes = joined(...chain.map((point) => point.toBytes()));

  const [w1, w2, w3, w4] = [draw(), draw(), draw(), draw()];
  const [wChain, wNew] = [drawAll(), drawAll()];
  const t = [
    times(w1, G),
    times(w2, G),
    combination([w3, ...wNew], [G, ...PLACES]),
    combination([...wNew, -w4], [...after.c1, G]),
    combination([...wNew, -w4], [...after.c2, key]),
    ...RANGE.map((i) =>
      combination([wChain[i] as bigint, wNew[i] as bigint], [G, chain[i - 1] ?? CHAIN_START]),
    ),
  ].map((point) => point.toBytes());
  const gamma = Hs('c', statement, cBytes, chainBytes, ...t);
  const weighted = (secrets: readonly bigint[]) =>
    secrets.reduce((total, secret, j) => total + (u[j] as bigint) * secret, 0n);
  const responses = [
    w1 + gamma * r.reduce((total, one) => total + one, 0n),
    w2 + gamma * opening,
    w3 + gamma * weighted(r),
    w4 + gamma * weighted(masks),
    ...wChain.map((w, i) => w + gamma * (rChain[i] as bigint)),
    ...wNew.map((w, i) => w + gamma * (uNew[i] as bigint)),
  ];
  return { deck, proof: joined(cBytes, chainBytes, ...[gamma, ...responses].map(scalarBytes)), t };
}

/** e' with U^T e' = e. */
function undone([[a, b], [c, d]]: Block, [first, second, ...others]: readonly Element[]): Element[] {
  const over = inverse(a * d - b * c);
  const pair = [first, second] as [Element, Element];
  return [combination([d * over, -c * over], pair), combination([-b * over, a * over], pair), ...others];
}

/** u' = U u */
function rows([[a, b], [c, d]]: Block, [first, second, ...others]: readonly bigint[]): bigint[] {
  const [u0, u1] = [first as bigint, second as bigint];
  return [modL(a * u0 + b * u1), modL(c * u0 + d * u1), ...others];
}

/** sum_i U_ij h_i for each j. */
function columns([[a, b], [c, d]]: Block): Element[] {
  const pair = PLACES.slice(0, 2);
  return [combination([a, c], pair), combination([b, d], pair), ...PLACES.slice(2)];
}
