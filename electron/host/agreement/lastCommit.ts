import { toHex } from '../../../shared/process/hash.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { CommitCertificate } from '../../../shared/quorum/certificate.ts';
import { readReceipt } from '../../../shared/quorum/receipts.ts';

/** The last commit that is known here, as it goes to peers that missed it. */
export class LastCommit {
  readonly hand: number;
  readonly certificate: CommitCertificate;
  /** The devices (hex) whose receipts it is made of. */
  readonly holders: ReadonlySet<string>;

  /** @param certificate checked already: its receipts are taken at their word */
  constructor(hand: number, certificate: CommitCertificate) {
    this.hand = hand;
    this.certificate = certificate;
    const devices = certificate.receipts.map((bytes) => toHex(readReceipt(bytes, () => true).device));
    this.holders = new Set(devices);
  }

  /** Whether it proves that this device has that very entry, and so all before it, on its disk. */
  isProofThat(device: string, { seq, id }: { readonly seq: number; readonly id: Uint8Array }): boolean {
    const { certificate, holders } = this;
    return certificate.seq === seq && sameBytes(certificate.entry, id) && holders.has(device);
  }
}
