import type { Checkpoint } from '../../shared/process/checkpoint.ts';
import { toHex } from '../../shared/process/hash.ts';
import { toBytes } from '../../shared/process/plain.ts';
import type { Signer } from '../../shared/process/ports.ts';
import { newGame } from '../../shared/table/game.ts';
import type { Settings } from '../../shared/table/settings.ts';
import type { Command, Profile } from '../ipc.ts';
import type { BotAgent } from './agents/botAgent.ts';
import { chooseBots } from './bots/names.ts';
import { checkpointOfCharter, newCharter } from './charter.ts';
import type { LiveTable } from './liveTable.ts';

type NewPracticeTable = Extract<Command, { type: 'newPracticeTable' }>;

/** The checkpoint of a new practice table, opened by this device. */
export function practiceCheckpoint(
  { name, settings }: NewPracticeTable,
  profile: Profile & { readonly standIn: boolean },
  device: Signer,
  nowMs: number,
  randomBytes: (sizeBytes: number) => Uint8Array,
): Checkpoint {
  const game = newGame(toHex(device.publicKey), settings, { ...profile, practice: true });
  const charter = { name, practice: true, createdMs: nowMs, game, carriesOn: null };
  return checkpointOfCharter(toBytes(newCharter(charter, randomBytes)));
}

/**
 * Everybody sits down, the person first, the bots around the table.
 * @returns why somebody could not, as a sentence; null: all sit.
 */
export async function seatEverybody(
  table: LiveTable,
  person: string,
  agents: readonly BotAgent[],
  { buyIn, bots, settings }: NewPracticeTable,
  random: () => number,
): Promise<string | null> {
  const refused = await table.sayAsMe({ kind: 'SIT', seat: 0, name: person, buyIn, bot: false });
  if (refused) return refused;
  const characters = chooseBots(bots, [person], random);
  for (const [at, { name }] of characters.entries()) {
    const agent = agents[at];
    if (!agent) break;
    const seat = botSeat(at, bots, settings);
    const botRefused = await table.say(agent.signer, { kind: 'SIT', seat, name, buyIn, bot: true });
    if (botRefused) return botRefused;
  }
  return null;
}

/** Spreads bots evenly over the seats that the person at seat 0 leaves. */
function botSeat(at: number, count: number, { maxSeats }: Settings): number {
  return 1 + Math.floor(((maxSeats - 1) * at) / count);
}
