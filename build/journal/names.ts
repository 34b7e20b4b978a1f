import { toHex } from '../../shared/process/hash.ts';
import type { Input } from '../../shared/process/input.ts';
import type { Game } from '../../shared/table/game.ts';
import type { InputKind } from '../../shared/table/inputs.ts';

const SHORT_KEY_DIGITS = 8;
/** Inputs by which a device says what it is called. */
const NAMING: ReadonlySet<string> = new Set<InputKind>(['SIT', 'JOIN', 'RENAME']);

/** What the people of a hand are called, by the hex of their devices' keys. */
export class Names {
  readonly #names = new Map<string, string>();

  /** @param game what the hand starts from, if it can be read */
  constructor(game: Game | null, inputs: readonly Input[]) {
    const known = [...(game?.accounts ?? []), ...(game?.seated ?? []), ...(game?.members ?? [])];
    for (const { device, name } of known) {
      this.#names.set(device, name);
    }
    for (const { device, body } of inputs) {
      if (NAMING.has(body.kind) && typeof body.name === 'string') this.#names.set(toHex(device), body.name);
    }
  }

  /** The name of a device's player; the beginning of its key if that is not known. */
  of(device: string): string {
    return this.#names.get(device) ?? device.slice(0, SHORT_KEY_DIGITS);
  }
}
