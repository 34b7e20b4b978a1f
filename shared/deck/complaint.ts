import { hashOf, u32 } from './contexts.ts';
import { type Holders, shareIn } from './deal.ts';
import { isPoint, mul, mulBase, type Point, type Scalar } from './group.ts';
import type { Complain, Deal } from './messages.ts';
import { areSharesRight, proveShares, type ShareStatement } from './shareProof.ts';
import type { RandomBytes } from './transcript.ts';

/** Opens the key of a dealer's box, so that everybody can see what is in it (step 4): K = e_j Z_i with log_G E_j = log_Z K. */
export function makeComplaint(
  deal: Deal,
  dealer: number,
  me: number,
  sealSecret: Scalar,
  random: RandomBytes,
): Complain {
  const { handId, ephemeral } = deal;
  const key = mul(sealSecret, ephemeral);
  const statement = statementOf(handId, dealer, me, mulBase(sealSecret), ephemeral);
  const { proof } = proveShares(sealSecret, statement, random);
  return { kind: 'COMPLAIN', handId, accused: dealer, key, proof };
}

/** Who is convicted by a complaint (a place in the roster): the dealer of a bad share, or who complains of a good one. */
export function convictedBy(complaint: Complain, accuser: number, deal: Deal, holders: Holders): number {
  const { accused, key, proof } = complaint;
  if (accused >= holders.roster.length) return accuser;
  const sealKey = holders.sealKeys[accuser] as Point;
  const statement = statementOf(holders.handId, accused, accuser, sealKey, deal.ephemeral);
  const isKeyRight = accused !== accuser && isPoint(key) && areSharesRight(statement, [key], proof);
  if (!isKeyRight) return accuser;
  return shareIn(deal, holders.handId, accused, accuser, key) === null ? accused : accuser;
}

function statementOf(
  handId: Uint8Array,
  dealer: number,
  accuser: number,
  sealKey: Point,
  ephemeral: Point,
): ShareStatement {
  const context = hashOf('complaint', handId, u32(dealer));
  return { context, holder: accuser, key: sealKey, bases: [ephemeral] };
}
