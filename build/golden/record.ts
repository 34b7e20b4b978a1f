import { certify, firstCheckpoint } from '../../shared/process/checkpoint.ts';
import type { Arrival } from '../../shared/process/effects.ts';
import { toHex } from '../../shared/process/hash.ts';
import { signInput } from '../../shared/process/input.ts';
import { Journal } from '../../shared/process/journal.ts';
import type { Plain } from '../../shared/process/plain.ts';
import { simulatedSigner, simulatedVerify } from '../../shared/sim/keys.ts';
import { tablePrograms } from '../../shared/table/programs.ts';
import type { GoldenHand, GoldenJournal } from '../../shared/table/testing/goldenJournal.ts';
import { HOST } from '../../shared/table/testing/practice.ts';
import type { Evening } from './evenings.ts';
import { signerOfFriend } from './goldenFriends.ts';

/** When table time begins. */
const CREATED_MS = 1_000;

/** Plays an evening with the newest program and journals what was said, each input signed by who said it. */
export function recordEvening({ name, play }: Evening): GoldenJournal {
  const { firstGame, hands } = play();
  const host = toHex(simulatedSigner(HOST).publicKey);
  const opened = firstGame.practice ? { ...firstGame, opener: host, voters: [host] } : firstGame;
  let checkpoint = certify(
    firstCheckpoint({ createdMs: CREATED_MS, name }, opened as unknown as Plain),
    null,
  );
  let term = 0;
  const recorded = hands.map((arrivals): GoldenHand => {
    const journal = openJournal(checkpoint);
    const entries = arrivals.map((arrival) => {
      if (arrival.body.kind === 'TERM_START') term += 1;
      return say(journal, arrival, term);
    });
    entries.push(endHand(journal, term));
    const hand = { checkpoint, entries };
    checkpoint = journal.nextHand().checkpoint;
    return hand;
  });
  return { program: tablePrograms.newest.version, hands: recorded };
}

function openJournal(checkpoint: Uint8Array): Journal {
  return new Journal(checkpoint, tablePrograms.newest.version, {
    programs: tablePrograms,
    verify: simulatedVerify,
    guard: () => null,
  });
}

function say(journal: Journal, { device, body, timeMs }: Arrival, term: number): Uint8Array {
  const author = signerOfFriend(device) ?? simulatedSigner(device);
  const number = journal.takenFrom(author.publicKey) + 1;
  const input = signInput({ table: journal.table, number, body }, author);
  return journal.append(input, timeMs, term, simulatedSigner(HOST)).bytes;
}

function endHand(journal: Journal, term: number): Uint8Array {
  const host = simulatedSigner(HOST);
  const input = journal.handEndInput(journal.takenFrom(host.publicKey) + 1, host);
  return journal.append(input, journal.position.timeMs, term, host).bytes;
}
