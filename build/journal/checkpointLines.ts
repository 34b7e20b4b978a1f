import { verifySignature } from '../../electron/host/keys.ts';
import { type Checkpoint, readCertified } from '../../shared/process/checkpoint.ts';
import { type Game, gameSchema, type Seated } from '../../shared/table/game.ts';
import { chips } from '../../shared/view/words.ts';
import type { Names } from './names.ts';
import { counted, inColumns } from './report.ts';

const OTHER_GAME = 'The table it describes is of another version of the program.';

/** The checkpoint in these bytes; null if it does not hold together. */
export function readCheckpoint(certified: Uint8Array): Checkpoint | null {
  try {
    return readCertified(certified, verifySignature).checkpoint;
  } catch {
    return null;
  }
}

/** A checkpoint's table; null if it is of another version of the program. */
export function gameOf(checkpoint: Checkpoint | null): Game | null {
  const game = gameSchema.safeParse(checkpoint?.game);
  return game.success ? game.data : null;
}

/** A checkpoint in words: what the table remembers between two hands. */
export function checkpointLines(checkpoint: Checkpoint, names: Names): string[] {
  const game = gameOf(checkpoint);
  if (!game) return [OTHER_GAME];
  const { settings, nextSettings, seated, accounts } = game;
  return [
    [
      `${counted(game.dealt, 'hand')} dealt so far, blinds ${blindsOf(settings)}`,
      ...(nextSettings ? [`from the next hand on ${blindsOf(nextSettings)}`] : []),
      ...(game.paused ? ['paused'] : []),
    ].join(', '),
    rotationWords(game),
    ...(seated.length === 0 ? ['Nobody sits.'] : seatLines(seated)),
    ...(game.practice ? [] : memberLines(game, names)),
    ...accounts.map(
      ({ name, boughtIn, cashedOut }) =>
        `${name} has bought in for ${chips(boughtIn)} and taken away ${chips(cashedOut)}`,
    ),
    `inputs taken so far: ${takenWords(checkpoint, names)}`,
  ];
}

function blindsOf({ smallBlind, bigBlind }: Game['settings']): string {
  return `${chips(smallBlind)}/${chips(bigBlind)}`;
}

function rotationWords({ rotation }: Game): string {
  if (!rotation) return 'no button yet';
  const { button, smallBlind, bigBlind } = rotation;
  return `last button at seat ${button + 1}, small blind at ${smallBlind + 1}, big blind at ${bigBlind + 1}`;
}

function seatLines(seated: readonly Seated[]): string[] {
  const rows = [...seated]
    .sort((a, b) => a.seat - b.seat)
    .map(({ seat, name, stack, sittingOut, standing, bot }) => [
      `seat ${seat + 1}`,
      name,
      `${stack}`,
      [bot ? 'a bot' : '', sittingOut ? 'sits out' : '', standing === 'paid-up' ? '' : standing]
        .filter((note) => note !== '')
        .join(', '),
    ]);
  return inColumns(rows[0] ?? [], rows.slice(1));
}

/** Who belongs to a friends' table, who votes, what invites are open, and whose seat would go to whom. */
function memberLines({ members, voters, invites, vouches }: Game, names: Names): string[] {
  return [
    ...members.map(({ name, role, state }) => `${name} is a ${role}, ${STATE_WORDS[state]}`),
    `voters: ${voters.map((device) => names.of(device)).join(', ')}`,
    invites.length === 0 ? 'no open invite' : `open invites: ${invites.map(inviteWords).join(', ')}`,
    ...vouches.map(
      ({ by, seat, device }) => `${names.of(by)} would give seat ${seat + 1} to ${names.of(device)}`,
    ),
  ];
}

const STATE_WORDS = { asked: 'at the door', in: 'in', excluded: 'asked to leave' } as const;

function inviteWords({ key, admission }: Game['invites'][number]): string {
  return `${key.slice(0, 8)} (${admission === 'auto' ? 'lets in' : 'asks'})`;
}

function takenWords({ taken }: Checkpoint, names: Names): string {
  const counts = Object.entries(taken).map(([device, number]) => `${names.of(device)} ${number}`);
  return counts.length === 0 ? 'none' : counts.join(', ');
}
