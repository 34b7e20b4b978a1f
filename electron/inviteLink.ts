import { createHash, hkdfSync } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { hash } from '../shared/process/hash.ts';
import { TABLE_ID_BYTES } from '../shared/process/input.ts';
import { sameBytes, toBytes } from '../shared/process/plain.ts';
import type { Signer } from '../shared/process/ports.ts';
import { SEED_BYTES, signerOf, verifySignature } from './host/keys.ts';
import { bytesOfHost, hostOfBytes, IPV4_BYTES, IPV6_BYTES } from './ipBytes.ts';

/*
 * The invite link: what a person sends to a friend. `evertable://join/` and the base64url of
 *
 *   version 1 | table 16 | secret 16 | address: kind 1, then 4 or 16 bytes and a port of 2 | checksum 4
 *
 *  V1  What was written is read again.                                          inviteLink.test "round trip"
 *  V2  A link with any one character changed, or with a part missing, is refused.  inviteLink.test "one character"
 *  V3  Reading never throws, whatever the text is, and says why it refuses.     inviteLink.test "any text"
 *  V4  A proof holds for one link, one table and one device only.               inviteLink.test "proof"
 */

export const INVITE_SECRET_BYTES = 16;
export const INVITE_LINK_PREFIX = 'evertable://join/';

const VERSION = 1;
const CHECKSUM_BYTES = 4;
const PORT_BYTES = 2;
/** The byte before an address. */
const NO_ADDRESS = 0;
const IPV4_ADDRESS = 4;
const IPV6_ADDRESS = 6;
/** Longer texts than this are not searched: nobody pastes a novel for a link. */
const TEXT_LENGTH_MAX = 65_536;
/** Into more lines than this no mail program breaks a link. */
const LINES_MAX = 8;

const CHECKSUM_LABEL = 'evertable/invite/checksum/1';
const KEY_LABEL = 'evertable/invite/key/1';
const TOPIC_LABEL = 'evertable/invite/topic/1';
const PROOF_LABEL = 'evertable/invite/proof/1';

export const INVITE_LINK_WORDS = {
  foreign: 'This is not an Evertable invite. An invite begins with evertable://join/',
  broken: 'This invite is not complete, or was changed on its way. Ask for it again and copy all of it.',
  newer: 'This invite was made by a newer Evertable. Please update yours to use it.',
} as const;

/** What an invite link carries. */
export interface InviteLink {
  readonly table: Uint8Array;
  /** Whoever knows it may knock. It is proven inside a link, never sent. */
  readonly secret: Uint8Array;
  /** Where the inviter can be reached on its local network. */
  readonly address: { readonly host: string; readonly port: number } | null;
}

export type ReadInviteLink =
  | { readonly type: 'ok'; readonly link: InviteLink }
  | { readonly type: 'refused'; readonly words: string };

/** The link as text. @throws RangeError when a part has not its length, or the address is none */
export function makeInviteLink({ table, secret, address }: InviteLink): string {
  if (table.length !== TABLE_ID_BYTES) throw new RangeError(`a table id of ${table.length} bytes`);
  if (secret.length !== INVITE_SECRET_BYTES) throw new RangeError(`a secret of ${secret.length} bytes`);
  const body = Buffer.concat([Uint8Array.of(VERSION), table, secret, addressBytes(address)]);
  return INVITE_LINK_PREFIX + Buffer.concat([body, checksumOf(body)]).toString('base64url');
}

/** Finds and reads the link in a text that a person pasted. Never throws. */
export function readInviteLink(text: string): ReadInviteLink {
  const refused = (words: string): ReadInviteLink => ({ type: 'refused', words });
  const searched = text.slice(0, TEXT_LENGTH_MAX);
  const start = searched.toLowerCase().indexOf(INVITE_LINK_PREFIX);
  if (start < 0) return refused(INVITE_LINK_WORDS.foreign);
  const code = codeAt(searched.slice(start + INVITE_LINK_PREFIX.length));
  const bytes = Buffer.from(code, 'base64url');
  // Base64 has several spellings of one value, and the decoder skips what it does not know.
  if (bytes.toString('base64url') !== code) return refused(INVITE_LINK_WORDS.broken);
  const body = bytes.subarray(0, -CHECKSUM_BYTES);
  const checksum = bytes.subarray(-CHECKSUM_BYTES);
  if (body.length === 0 || !sameBytes(checksumOf(body), checksum)) return refused(INVITE_LINK_WORDS.broken);
  const [version] = body;
  // What stands where in a later version is not known here; the checksum is at the end of every one.
  if (version !== VERSION) return refused(INVITE_LINK_WORDS.newer);
  const link = readBody(body);
  return link ? { type: 'ok', link } : refused(INVITE_LINK_WORDS.broken);
}

/** The key pair that an invite's secret stands for; its public key is what the table's journal knows of the invite. */
export function inviteKeyOf(secret: Uint8Array): Signer {
  return signerOf(new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), KEY_LABEL, SEED_BYTES)));
}

/** Where in the DHT the table is found while the invite is open, 32 bytes: needs the link, shows nothing of it. */
export function inviteTopic(table: Uint8Array, invitePublicKey: Uint8Array): Uint8Array {
  return hash(TOPIC_LABEL, table, invitePublicKey);
}

/** For which table, on which link and for whom an invite is proven. */
export interface InviteProofParts {
  readonly table: Uint8Array;
  /** The hash of the link's Noise handshake: a proof is of no use on another link. */
  readonly handshake: Uint8Array;
  /** The public key of the device that knocks. */
  readonly device: Uint8Array;
}

/** Proves the knowledge of an invite's secret. */
export function proveInvite(invite: Signer, parts: InviteProofParts): Uint8Array {
  return invite.sign(proofBytes(parts));
}

/** Whether a proof was made with the secret of this invite, for exactly these parts. Never throws. */
export function isInviteProof(
  invitePublicKey: Uint8Array,
  proof: Uint8Array,
  parts: InviteProofParts,
): boolean {
  return verifySignature(invitePublicKey, proofBytes(parts), proof);
}

function proofBytes({ table, handshake, device }: InviteProofParts): Uint8Array {
  return toBytes([PROOF_LABEL, table, handshake, device]);
}

/** The code that a text begins with. A mail program may have broken it into lines; the checksum tells where it ends. */
function codeAt(text: string): string {
  const [first = '', ...more] = text.split('\n', LINES_MAX).map((line) => line.trimEnd());
  const start = /^[A-Za-z0-9_-]*/.exec(first)?.[0] ?? '';
  if (start !== first) return start;
  let code = start;
  for (const line of more) {
    if (isWhole(code)) return code;
    const piece = line.replace(/^[\t >]+/, '');
    if (!/^[A-Za-z0-9_-]+$/.test(piece)) break;
    code += piece;
  }
  return isWhole(code) ? code : start;
}

function isWhole(code: string): boolean {
  const bytes = Buffer.from(code, 'base64url');
  const body = bytes.subarray(0, -CHECKSUM_BYTES);
  return body.length > 0 && sameBytes(checksumOf(body), bytes.subarray(-CHECKSUM_BYTES));
}

function readBody(body: Buffer): InviteLink | null {
  let at = 1;
  const take = (length: number): Uint8Array => {
    at += length;
    return new Uint8Array(body.subarray(at - length, at));
  };
  const table = take(TABLE_ID_BYTES);
  const secret = take(INVITE_SECRET_BYTES);
  const kind = body[at];
  const hostBytes = kind === IPV4_ADDRESS ? IPV4_BYTES : kind === IPV6_ADDRESS ? IPV6_BYTES : 0;
  const addressLength = hostBytes === 0 ? 0 : hostBytes + PORT_BYTES;
  if (body.length !== at + 1 + addressLength) return null;
  if (hostBytes === 0) return kind === NO_ADDRESS ? { table, secret, address: null } : null;
  at += 1;
  const host = hostOfBytes(take(hostBytes));
  const [high, low] = take(PORT_BYTES) as unknown as [number, number];
  const port = high * 256 + low;
  return port === 0 ? null : { table, secret, address: { host, port } };
}

function addressBytes(address: InviteLink['address']): Uint8Array {
  if (!address) return Uint8Array.of(NO_ADDRESS);
  const { host, port } = address;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new RangeError(`port ${port}`);
  const kind = isIPv4(host) ? IPV4_ADDRESS : isIPv6(host) && !host.includes('%') ? IPV6_ADDRESS : NO_ADDRESS;
  if (kind === NO_ADDRESS) throw new RangeError('an address that is none');
  return Buffer.concat([Uint8Array.of(kind), bytesOfHost(host), Uint8Array.of(port >> 8, port & 255)]);
}

function checksumOf(body: Uint8Array): Uint8Array {
  return createHash('sha256').update(CHECKSUM_LABEL).update(body).digest().subarray(0, CHECKSUM_BYTES);
}
