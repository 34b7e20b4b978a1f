import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signerOf } from './host/keys.ts';
import {
  INVITE_LINK_PREFIX,
  INVITE_LINK_WORDS,
  type InviteLink,
  inviteKeyOf,
  inviteTopic,
  isInviteProof,
  makeInviteLink,
  proveInvite,
  readInviteLink,
} from './inviteLink.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const address = fc.record({
  host: fc.oneof(fc.ipV4(), fc.ipV6()),
  port: fc.integer({ min: 1, max: 65_535 }),
});
const inviteLink: fc.Arbitrary<InviteLink> = fc.record({
  table: bytes(16),
  secret: bytes(16),
  address: fc.option(address),
});

const SAMPLE: InviteLink = {
  table: new Uint8Array(16).fill(7),
  secret: new Uint8Array(16).fill(9),
  address: { host: '192.168.1.20', port: 49_737 },
};
const TEXT = makeInviteLink(SAMPLE);

const refusal = (text: string) => {
  const read = readInviteLink(text);
  return read.type === 'refused' ? read.words : null;
};

describe('round trip', () => {
  test('every link that is made is read again', () => {
    fc.assert(
      fc.property(inviteLink, (link) => {
        const text = makeInviteLink(link);
        const read = readInviteLink(text);
        if (read.type === 'refused') throw new Error(read.words);
        expect(read.link.table).toEqual(link.table);
        expect(read.link.secret).toEqual(link.secret);
        expect(read.link.address === null).toBe(link.address === null);
        expect(makeInviteLink(read.link)).toBe(text);
      }),
    );
  });

  test('an address comes back in its usual spelling', () => {
    const hostOf = (host: string) => {
      const read = readInviteLink(makeInviteLink({ ...SAMPLE, address: { host, port: 1 } }));
      return read.type === 'ok' ? read.link.address?.host : null;
    };
    expect(hostOf('10.0.0.255')).toBe('10.0.0.255');
    expect(hostOf('2001:0DB8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1');
    expect(hostOf('::')).toBe('::');
    expect(hostOf('fe80::')).toBe('fe80::');
    expect(hostOf('::ffff:1.2.3.4')).toBe('::ffff:102:304');
  });

  test('it is short enough to be read out', () => {
    expect(makeInviteLink({ ...SAMPLE, address: null }).length).toBeLessThan(72);
    expect(TEXT.length).toBeLessThan(80);
  });

  test.each([
    ['a table id that is too short', { ...SAMPLE, table: new Uint8Array(15) }],
    ['a secret that is too long', { ...SAMPLE, secret: new Uint8Array(17) }],
    ['port 0', { ...SAMPLE, address: { host: '1.2.3.4', port: 0 } }],
    ['half a port', { ...SAMPLE, address: { host: '1.2.3.4', port: 1.5 } }],
    ['a name for an address', { ...SAMPLE, address: { host: 'example.org', port: 1 } }],
    ['an address with a zone', { ...SAMPLE, address: { host: 'fe80::1%eth0', port: 1 } }],
  ])('none is made with %s', (_, link) => {
    expect(() => makeInviteLink(link)).toThrow(RangeError);
  });
});

describe('what a person pastes', () => {
  test.each([
    ['spaces and newlines', `\n  ${TEXT} \r\n`],
    ['quotes', `"${TEXT}"`],
    ['angle brackets', `<${TEXT}>`],
    ['a sentence', `Come and play: ${TEXT}. See you at eight!`],
    ['a web address before it', `https://example.org/?to=${TEXT}&from=mail`],
    ['a capital scheme', TEXT.replace('evertable', 'EverTable')],
    ['a slash after it', `${TEXT}/`],
    ['a line broken by a mail program', `> ${TEXT.slice(0, 50)}\n> ${TEXT.slice(50)}\n> Bye`],
    ['a word on the next line', `${TEXT}\nBye`],
  ])('is found among %s', (_, text) => {
    expect(readInviteLink(text)).toEqual({ type: 'ok', link: SAMPLE });
  });

  test.each([
    ['nothing', ''],
    ['some other link', 'https://example.org/join/abc'],
    ['another scheme', TEXT.replace('evertable', 'everlasting')],
    ['another place', 'evertable://watch/abc'],
  ])('%s is told to be no invite', (_, text) => {
    expect(refusal(text)).toBe(INVITE_LINK_WORDS.foreign);
  });

  test('one character: whichever is changed, the link is refused', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ \n="%\u0000é';
    for (let at = INVITE_LINK_PREFIX.length; at < TEXT.length; at++) {
      for (const other of alphabet) {
        if (other === TEXT[at]) continue;
        const changed = TEXT.slice(0, at) + other + TEXT.slice(at + 1);
        expect(refusal(changed), changed).toBe(INVITE_LINK_WORDS.broken);
      }
    }
  });

  test('every truncated link is refused', () => {
    for (let length = 0; length < TEXT.length; length++)
      expect(refusal(TEXT.slice(0, length))).not.toBeNull();
    expect(refusal(TEXT.slice(0, -1))).toBe(INVITE_LINK_WORDS.broken);
  });

  test('a link of a newer version asks for an update', () => {
    // A recorded link of version 2, its checksum intact: what stands in it is for a newer app to know.
    const newer = 'evertable://join/AgECAwQFBgcIYgc-AA';
    expect(refusal(newer)).toBe(INVITE_LINK_WORDS.newer);
  });

  test('any text is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, isPrefixed) => {
        const read = readInviteLink(isPrefixed ? INVITE_LINK_PREFIX + text : text);
        expect(['ok', 'refused']).toContain(read.type);
      }),
    );
  });
});

describe('proof', () => {
  const secret = new Uint8Array(randomBytes(16));
  const invite = inviteKeyOf(secret);
  const device = signerOf(new Uint8Array(randomBytes(32))).publicKey;
  const parts = { table: SAMPLE.table, handshake: new Uint8Array(randomBytes(64)), device };
  const proof = proveInvite(invite, parts);

  test('holds for whoever knows the secret', () => {
    expect(isInviteProof(inviteKeyOf(secret).publicKey, proof, parts)).toBe(true);
  });

  test.each([
    ['another link', { ...parts, handshake: new Uint8Array(64) }],
    ['another table', { ...parts, table: new Uint8Array(16) }],
    ['another device', { ...parts, device: new Uint8Array(32) }],
  ])('does not hold for %s', (_, other) => {
    expect(isInviteProof(invite.publicKey, proof, other)).toBe(false);
  });

  test('does not hold for another secret, or damaged', () => {
    expect(isInviteProof(inviteKeyOf(new Uint8Array(16)).publicKey, proof, parts)).toBe(false);
    const damaged = proof.slice();
    damaged[0] = (damaged[0] ?? 0) ^ 1;
    expect(isInviteProof(invite.publicKey, damaged, parts)).toBe(false);
    expect(isInviteProof(invite.publicKey, new Uint8Array(0), parts)).toBe(false);
    expect(isInviteProof(new Uint8Array(3), proof, parts)).toBe(false);
  });

  test('the topic differs by table and by invite', () => {
    const topic = (table: Uint8Array, key: Uint8Array) =>
      Buffer.from(inviteTopic(table, key)).toString('hex');
    const topics = [
      topic(SAMPLE.table, invite.publicKey),
      topic(SAMPLE.secret, invite.publicKey),
      topic(SAMPLE.table, device),
    ];
    expect(new Set(topics).size).toBe(3);
    expect(topics[0]).toHaveLength(64);
  });
});
