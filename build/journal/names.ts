import { toHex } from '../../shared/process/hash.ts';
import type { Input } from '../../shared/process/input.ts';
import type { Game } from '../../shared/table/game.ts';

const SHORT_KEY_DIGITS = 8;

/** What the people of a hand are called, by the hex of their devices' keys. */
export class Names {
  readonly #names = new Map<string, string>();

  /** @param game what the hand starts from, if it can be read */
  constructor(game: Game | null, inputs: readonly Input[]) {
    for (const { device, name } of [...(game?.accounts ?? []), ...(game?.seated ?? [])]) {
      this.#names.set(device, name);
    }
    for (const { device, body } of inputs) {
      if (body.kind === 'SIT' && typeof body.name === 'string') this.#names.set(toHex(device), body.name);
    }
  }

  /** The name of a device's player; the beginning of its key if that is not known. */
  of(device: string): string {
    return this.#names.get(device) ?? device.slice(0, SHORT_KEY_DIGITS);
  }
}
