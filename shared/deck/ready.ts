import { fromHex } from '../process/hash.ts';
import { mulBase, type Point, type Scalar } from './group.ts';
import { BLINDS_BYTES, POINT_BYTES, PROOF_BYTES, type Ready } from './messages.ts';
import { knows, proveKnowledge } from './proofOfKnowledge.ts';
import { joined, sliced } from './sliced.ts';
import { type RandomBytes, randomScalar } from './transcript.ts';

/** What a device keeps for itself of its READY. */
export interface ReadySecrets {
  /** e: opens what is sealed to this device; of no use once it has acknowledged the deals. */
  readonly sealSecret: Scalar;
  /** b_1, b_2: what hides this device's cards from the holders. */
  readonly blinds: readonly [Scalar, Scalar];
}

/** Which deck, and whose part in it. */
export interface ReadyContext {
  readonly number: number;
  readonly attempt: number;
  /** ctx0. */
  readonly tryOf: Uint8Array;
  /** The sender's public key. */
  readonly sender: Uint8Array;
}

const LABELS = ['seal', 'blind1', 'blind2'] as const;

/** A device's part in a deck: E = eG, B_1 = b_1 G, B_2 = b_2 G, with proofs that it knows each (step 1). */
export function makeReady(
  { number, attempt, tryOf, sender }: ReadyContext,
  random: RandomBytes,
): { readonly message: Ready; readonly secrets: ReadySecrets } {
  const [e, b1, b2] = LABELS.map(() => randomScalar(random)) as [Scalar, Scalar, Scalar];
  const proofs = [e, b1, b2].map((secret, at) =>
    proveKnowledge(secret, { label: LABELS[at] as string, context: tryOf, sender }, random),
  );
  const [sealKey, first, second] = [e, b1, b2].map((secret) => mulBase(secret)) as [Point, Point, Point];
  return {
    message: {
      kind: 'READY',
      number,
      attempt,
      sealKey,
      blinds: joined([first, second]),
      proofs: joined(proofs),
    },
    secrets: { sealSecret: e, blinds: [b1, b2] },
  };
}

/** Whether a READY is sound: three points, and their sender knows each one's logarithm. */
export function isReadySound({ sealKey, blinds, proofs }: Ready, tryOf: Uint8Array, sender: string): boolean {
  if (blinds.length !== BLINDS_BYTES || proofs.length !== LABELS.length * PROOF_BYTES) return false;
  const points = [sealKey, ...sliced(blinds, POINT_BYTES)];
  const about = { context: tryOf, sender: fromHex(sender) };
  return sliced(proofs, PROOF_BYTES).every((proof, at) => {
    const point = points[at];
    return point !== undefined && knows(point, proof, { ...about, label: LABELS[at] as string });
  });
}
