import { combination, type Element, G, H, inverse, modL, readPoint, readScalar, times } from './group.ts';
import { FACES, readCiphertexts } from './shuffle.ts';

/** A right share of one card: whose, and x_j times the base. */
export interface CardShare {
  /** The holder's place in the roster. */
  readonly holder: number;
  readonly share: Uint8Array;
}

/** lambda_j = prod_{m != j} m / (m - j), holders counted from 1 (DECK.md, step 9). */
export function weightAtZero(holders: readonly number[], holder: number): bigint {
  return holders
    .filter((other) => other !== holder)
    .reduce((total, other) => modL(total * BigInt(other + 1) * inverse(BigInt(other - holder))), 1n);
}

/** sctx = H(ctxD, type, stateHash, indices) (step 7); type and indices as the journal's canonical CBOR. */
export function shareContext(
  acknowledgedDeck: Uint8Array,
  kind: string,
  state: Uint8Array,
  places: readonly number[],
): Uint8Array {
  const text = new TextEncoder().encode(kind);
  const listed = [...head(0x80, places.length), ...places.flatMap((place) => head(0, place))];
  return H(
    'shares',
    acknowledgedDeck,
    Uint8Array.from([...head(0x60, text.length), ...text]),
    state,
    Uint8Array.from(listed),
  );
}

/** The first byte or two of a CBOR item: its kind with a number below 256. */
function head(major: number, value: number): number[] {
  return value < 24 ? [major | value] : [major | 24, value];
}

/** What a share is a multiple of: C1, and the owner's blind added for its own cards (steps 8 and 10). */
export function shareBase(deck: Uint8Array, place: number, blind: Uint8Array | null): Uint8Array | null {
  const c1 = readCiphertexts(deck)?.c1[place];
  const b = blind === null ? null : readPoint(blind);
  if (c1 === undefined || (blind !== null && b === null)) return null;
  return (b === null ? c1 : c1.add(b)).toBytes();
}

/**
 * The card that these shares open, t of them or more, each of another holder; null: no card (steps 9, 10, 12).
 * @param own the owner's blind b and the key X, for shares of C1 + bG
 */
export function opens(
  deck: Uint8Array,
  place: number,
  shares: readonly CardShare[],
  own: { readonly blind: Uint8Array; readonly key: Uint8Array } | null,
): number | null {
  const c2 = readCiphertexts(deck)?.c2[place];
  const points = shares.map(({ share }) => readPoint(share));
  const holders = shares.map(({ holder }) => holder);
  if (c2 === undefined || points.includes(null) || new Set(holders).size !== holders.length) return null;
  const w = combination(
    holders.map((holder) => weightAtZero(holders, holder)),
    points as Element[],
  );
  if (own === null) return faceOf(c2.subtract(w));
  const [blind, key] = [readScalar(own.blind), readPoint(own.key)];
  return blind === null || key === null ? null : faceOf(c2.subtract(w.subtract(times(blind, key))));
}

/** Step 11: whether b is the owner's blind, bG = B. */
export function isBlind(blind: Uint8Array, point: Uint8Array): boolean {
  const [b, B] = [readScalar(blind), readPoint(point)];
  return b !== null && B !== null && times(b, G).equals(B);
}

function faceOf(element: Element): number | null {
  const card = FACES.findIndex((face) => face.equals(element));
  return card === -1 ? null : card;
}
