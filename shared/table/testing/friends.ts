import { seededDeck } from '../../deck/seededDeck.ts';
import { toHex } from '../../process/hash.ts';
import type { Plain } from '../../process/plain.ts';
import { type Game, newGame } from '../game.ts';
import type { Member, Role } from '../members.ts';
import type { Settings } from '../settings.ts';
import { HOST, Practice, SETTINGS } from './practice.ts';

const id = (letter: string) => letter.repeat(64);
export const [ADA, BO, CY, DI] = [id('a'), id('b'), id('c'), id('d')] as const;
const NAMES: Readonly<Record<string, string>> = { [ADA]: 'Ada', [BO]: 'Bo', [CY]: 'Cy', [DI]: 'Di' };
export const INVITE_KEY = new Uint8Array(32).fill(7);
export const DECK_SEED = new Uint8Array(32).fill(9);

type Rest = { readonly [field: string]: Plain };

/** A friends' table that Ada opened, run by hand. Its host is nobody at the table, and proofs are not looked at. */
export class Friends extends Practice {
  /** What its first hand started from. */
  readonly openingGame: Game;

  constructor(settings: Partial<Settings> = {}, change: Partial<Game> = {}) {
    const opening = { name: 'Ada', avatar: 1, practice: false, standIn: true };
    const game = { ...newGame(ADA, { ...SETTINGS, ...settings }, opening), ...change };
    super(game, seededDeck(DECK_SEED));
    this.openingGame = game;
  }

  get desk() {
    return this.look('desk') as { readonly [field: string]: Plain };
  }

  get members() {
    return this.desk.members as unknown as Member[];
  }

  memberOf(device: string): Member | undefined {
    return this.members.find((member) => member.device === device);
  }

  get voters() {
    return this.desk.voters as string[];
  }

  get seats() {
    return this.desk.seats as unknown as Game['seated'];
  }

  playerAt(seat: number) {
    return this.seats.find((player) => player.seat === seat);
  }

  accountOf(device: string) {
    const accounts = this.process.result
      ? this.game.accounts
      : (this.desk.accounts as unknown as Game['accounts']);
    return accounts.find((account) => account.device === device);
  }

  invite(admission: 'ask' | 'auto' = 'auto', key: Uint8Array = INVITE_KEY): void {
    this.say(ADA, 'INVITE', { key: toHex(key), admission });
  }

  join(device: string, role: Role = 'player', name = nameOf(device), invite: Uint8Array = INVITE_KEY): void {
    this.say(device, 'JOIN', { name, avatar: 2, role, invite, proof: new Uint8Array(64) });
  }

  sitDown(device: string, seat: number, rest: Rest = {}): void {
    this.say(device, 'SIT', { seat, name: nameOf(device), buyIn: 100, bot: false, ...rest });
  }

  addVoter(device: string): void {
    this.say(HOST, 'VOTERS', { add: device });
  }

  /** These come in, sit down on seats 0, 1, 2, ... and vote; the first of them is Ada. The table stays paused. */
  static seated(devices: readonly string[], settings: Partial<Settings> = {}): Friends {
    const table = new Friends(settings);
    table.say(ADA, 'PAUSE');
    table.invite();
    for (const [seat, device] of devices.entries()) {
      if (device !== ADA) table.join(device);
      table.sitDown(device, seat);
      if (device !== ADA) table.addVoter(device);
    }
    return table;
  }

  /** The same with a hand being played. */
  static playing(devices: readonly string[], settings: Partial<Settings> = {}): Friends {
    const table = Friends.seated(devices, settings);
    table.say(ADA, 'RESUME');
    table.serve();
    return table;
  }

  /** Like `serve`, one step at a time, as far as a pause lets it; looks after every step. */
  serveHanging(look: () => void): void {
    while (!this.process.result && this.ask.for !== 'move' && this.ask.for !== 'players') {
      const isTimed = this.ask.for !== 'deck' && this.ask.for !== 'board';
      if (isTimed && this.desk.paused) return;
      let isFirst = true;
      this.serve(() => {
        const isStep = !isFirst;
        isFirst = false;
        return isStep;
      });
      if (!this.process.result) look();
    }
  }

  /** Everybody folds to the last, until the result stands. */
  foldToResult(): void {
    const isResult = ({ for: what }: { for: string }) => what === 'result';
    for (this.serve(isResult); this.ask.for === 'move'; this.serve(isResult)) this.move('fold');
  }

  /** Plays the hand to its end by folding. */
  foldRound(): void {
    this.foldToResult();
    this.serve();
  }
}

/** The name that a device goes by unless a test says otherwise. */
function nameOf(device: string): string {
  return NAMES[device] ?? `P-${device.slice(0, 8)}`;
}
