import { expect, test } from 'vitest';
import type { Body } from '../../shared/process/effects.ts';
import { fromHex } from '../../shared/process/hash.ts';
import type { Input } from '../../shared/process/input.ts';
import { simulatedSigner } from '../../shared/sim/keys.ts';
import { evenings } from '../golden/evenings.ts';
import { signerOfFriend } from '../golden/goldenFriends.ts';
import { authorOf, inputWords } from './inputWords.ts';
import { Names } from './names.ts';

interface Said {
  readonly kind: string;
  readonly line: string;
}

/** Everything that is said in the golden evenings, in words. */
function spoken(): Said[] {
  return evenings.flatMap(({ play }) => {
    const { firstGame, hands } = play();
    const inputs = hands.flat().map(({ device, body }) => inputOf(device, body));
    const names = new Names(firstGame, inputs);
    return inputs.map((input) => ({
      kind: input.body.kind,
      line: `${authorOf(input, names)} ${inputWords(input, [], names)}`,
    }));
  });
}

function inputOf(device: string, body: Body): Input {
  const key = signerOfFriend(device) ? fromHex(device) : simulatedSigner(device).publicKey;
  return { table: new Uint8Array(16), device: key, number: 1, body };
}

test('every kind of input is told in words of its own', () => {
  const said = spoken();
  expect(said.filter(({ kind, line }) => line.includes(`says ${kind}`))).toEqual([]);
  const lines = said.map(({ line }) => line);
  expect(lines).toEqual(
    expect.arrayContaining([
      'Ada opens invite 07070707, which lets in',
      'Bobby asks to come in as Bo, a player, by invite 07070707',
      'host lets the device of Bobby vote',
      'host lets the device of Bobby vote again, start 2',
      'host lets no longer the device of Di vote',
      'Ada turns away Eli',
      'Ada lets in Eli',
      'Bobby is called Bobby now',
      'Ada would give seat 3 to the device of Eli',
      'Ada asks Bobby to leave',
      'Ada closes invite 07070707',
      'dealer makes the deck',
    ]),
  );
});
