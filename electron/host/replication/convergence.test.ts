import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import type { CommitCertificate } from '../../../shared/quorum/certificate.ts';
import { HandLog } from './handLog.ts';
import { HostilePeer } from './hostilePeer.ts';
import {
  type Disk,
  FIRST,
  freshDisk,
  host,
  junk,
  type Made,
  messageOf,
  second,
  TABLE_ID,
  written,
} from './testing/hands.ts';

/* Three honest replicas and a fourth peer that says anything, also with the keys of both hosts. */

/** All that anybody ever signs: two hosts that contradict themselves, and somebody who hosts nothing. */
function allEntries(): { readonly signed: Made[][]; readonly junk: Made[] } {
  const journal = written(['a', 'b', 'c', 'd']);
  const signed = [
    journal,
    written(['e', 'f'], journal.slice(0, 2), host),
    written(['g', 'h'], journal.slice(0, 3), second, 2),
    written(['i'], journal.slice(0, 3), second, 2),
    written(['j', 'k', 'l'], journal.slice(0, 1), second, 2),
  ];
  return { signed, junk: [junk('x'), junk('y', journal.slice(0, 2)), junk('z', journal)] };
}

const { signed, junk: noise } = allEntries();
/** Committed: the journal's first two entries. */
const committed = signed[0]?.[1] as Made;
const CERTIFICATE: CommitCertificate = {
  seq: committed.played.entry.seq,
  entry: committed.played.entry.id,
  term: committed.played.entry.term,
  receipts: [],
};

const step = fc.oneof(
  // The hostile one sends a run of real entries, in any order, with gaps.
  fc.record({
    kind: fc.constant('send' as const),
    to: fc.nat(2),
    branch: fc.nat(4),
    order: fc.shuffledSubarray([0, 1, 2, 3]),
  }),
  fc.record({ kind: fc.constant('junk' as const), to: fc.nat(2), which: fc.nat(2) }),
  fc.record({
    kind: fc.constant('harm' as const),
    to: fc.nat(2),
    branch: fc.nat(4),
    at: fc.nat(),
    byte: fc.nat(255),
  }),
  // Honest ones exchange.
  fc.record({ kind: fc.constant('sync' as const), from: fc.nat(2), to: fc.nat(2) }),
  fc.record({ kind: fc.constant('commit' as const), to: fc.nat(2) }),
  fc.record({ kind: fc.constant('restart' as const), to: fc.nat(2) }),
);

interface Device {
  readonly disk: Disk;
  log: HandLog;
  committedSeq: number;
  /** The other end of each link; the last is the hostile one's. */
  links: object[];
}

const idsOf = ({ log }: Device) => log.played.map(({ entry }) => toHex(entry.id));

async function say(to: Device, link: number, message: Uint8Array): Promise<void> {
  const end = to.links[link] as object;
  const close = () => {
    to.log.forgetLink(end);
    to.links[link] = {};
  };
  try {
    const { hostile } = await to.log.receive(end, message);
    // An honest one never loses its link.
    for (const one of hostile) expect(one.link).toBe(to.links[3]);
    if (hostile.length > 0) close();
  } catch (error) {
    expect(error).toBeInstanceOf(HostilePeer);
    expect(link).toBe(3);
    close();
  }
}

async function commit(device: Device): Promise<void> {
  const { isHere } = await device.log.commit(CERTIFICATE, device.committedSeq);
  if (isHere) device.committedSeq = CERTIFICATE.seq;
}

/** A device is killed: the ends of its links are new at both sides. */
async function restart(devices: readonly Device[], at: number): Promise<void> {
  const device = devices[at] as Device;
  await device.log.close();
  const remarks: string[] = [];
  device.log = (await HandLog.open(TABLE_ID, 1, device.disk.ports, remarks, {})) as HandLog;
  expect(remarks).toEqual([]);
  device.committedSeq = 0;
  device.links = [{}, {}, {}, {}];
  for (const other of devices) {
    other.log.forgetLink(other.links[at] as object);
    other.links[at] = {};
  }
}

async function sync(devices: readonly Device[], from: number, to: number): Promise<boolean> {
  const sender = devices[from] as Device;
  const messages = sender.log.syncMessagesFor(sender.links[to] as object);
  for (const message of messages) await say(devices[to] as Device, from, message);
  return messages.length > 0;
}

test('whatever one hostile peer says in whatever order, the honest converge and keep what is committed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const devices: Device[] = [];
      for (let count = 0; count < 3; count++) {
        const disk = await freshDisk();
        const log = await HandLog.create(TABLE_ID, FIRST, disk.ports);
        devices.push({ disk, log, committedSeq: 0, links: [{}, {}, {}, {}] });
      }
      for (const one of steps) {
        const to = devices[one.to] as Device;
        if (one.kind === 'send') {
          const branch = signed[one.branch] as Made[];
          await say(to, 3, messageOf(one.order.flatMap((at) => branch[at] ?? [])));
        } else if (one.kind === 'junk') await say(to, 3, messageOf([noise[one.which] as Made]));
        else if (one.kind === 'harm') {
          const message = messageOf(signed[one.branch] as Made[]);
          message[one.at % message.length] = one.byte;
          await say(to, 3, message);
        } else if (one.kind === 'commit') await commit(to);
        else if (one.kind === 'restart') await restart(devices, one.to);
        else if (one.from !== one.to) await sync(devices, one.from, one.to);
      }
      // The commit reaches all, and what is committed somebody has; then they talk until nobody has more to say.
      await say(devices[0] as Device, 3, messageOf(signed[0]?.slice(0, 2) ?? []));
      for (const device of devices) await commit(device);
      for (let isNews = true, rounds = 0; isNews; rounds++) {
        expect(rounds).toBeLessThan(30);
        isNews = false;
        for (const from of [0, 1, 2]) {
          for (const to of [0, 1, 2]) if (from !== to && (await sync(devices, from, to))) isNews = true;
        }
      }
      const [first] = devices.map(idsOf);
      for (const device of devices) {
        expect(idsOf(device)).toEqual(first);
        expect(idsOf(device).slice(0, 2)).toEqual(
          signed[0]?.slice(0, 2).map(({ played }) => toHex(played.entry.id)),
        );
      }
      // And they have told of the same contradictions.
      const told = devices.map(({ disk }) => [...new Set(disk.told)].sort());
      for (const pairs of told) expect(pairs).toEqual(told[0]);
      for (const { log } of devices) await log.close();
    }),
    { numRuns: 60, seed: 1 },
  );
});
