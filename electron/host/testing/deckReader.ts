import { cardOfPoint } from '../../../shared/deck/cardPoints.ts';
import { mul, multiMul, type Point, sub } from '../../../shared/deck/group.ts';
import type { DeckMessage, Shares } from '../../../shared/deck/messages.ts';
import type { SealedCards } from '../../../shared/deck/sealedCards.ts';
import { lagrange } from '../../../shared/deck/thresholdKey.ts';
import { DeckSecrets, type DeviceSecrets } from '../dealer/deckSecrets.ts';
import type { FileSystem } from '../disk/index.ts';
import { osRandomBytes } from '../osRandom.ts';
import { DATA_KEY, type WorldDevice } from './world.ts';

/** Where a device keeps the secrets of a table's decks. */
export const directoryOf = (tableId: string) => `/data/tables/${tableId}/dealer`;

/** The secrets of a deck on a device's disk, opened with its data key as only the device itself can; null: none. */
export async function secretsOf(
  { disk, device }: Pick<WorldDevice, 'disk' | 'device'>,
  tableId: string,
  name: { readonly number: number; readonly attempt: number },
): Promise<DeviceSecrets | null> {
  const fs = disk.copy().fileSystem();
  const { number, attempt } = name;
  const secrets = await DeckSecrets.open(
    { fs, randomBytes: osRandomBytes },
    directoryOf(tableId),
    DATA_KEY,
    tableId,
    { number, attempt },
  );
  return secrets.of(device ?? '');
}

/** The names of the files of a table's deck secrets on a device's disk. */
export async function secretFiles({ disk }: Pick<WorldDevice, 'disk'>, tableId: string): Promise<string[]> {
  const all = await disk.copy().fileSystem().list(directoryOf(tableId));
  return all.map(({ name }) => name);
}

/** All bytes of all files of a device. */
export async function filesOf({ disk }: Pick<WorldDevice, 'disk'>): Promise<Map<string, Buffer>> {
  const fs = disk.copy().fileSystem();
  const files = new Map<string, Buffer>();
  await walk(fs, '/data', files);
  return files;
}

async function walk(fs: FileSystem, path: string, files: Map<string, Buffer>): Promise<void> {
  for (const { name, kind } of await fs.list(path)) {
    const inner = `${path}/${name}`;
    if (kind === 'directory') await walk(fs, inner, files);
    else files.set(inner, Buffer.from(await fs.read(inner)));
  }
}

/** Each secret scalar and seed of a device, as it would lie in a file. */
export function rawSecrets({ sealSecret, blinds, shareSeed, deal, keyShare }: DeviceSecrets): Buffer[] {
  return [sealSecret, ...blinds, shareSeed, deal?.ownShare ?? null, keyShare].flatMap((secret) =>
    secret ? [Buffer.from(secret)] : [],
  );
}

/**
 * Every face that a reader finds at a place who has heard all messages and holds some holders' secrets: any two or more
 * shares, as they were sent or without any blind it knows, put together in every way.
 * @param known secrets by places in the roster
 */
export function facesFound(
  sealed: SealedCards,
  heard: readonly { readonly device: string; readonly message: DeckMessage }[],
  known: ReadonlyMap<number, DeviceSecrets>,
  index: number,
  threshold: number,
): number[] {
  const { roster } = sealed.deck;
  const card = sealed.cards[index];
  if (!card) return [];
  const blinds = [...known.values()].flatMap((one) => one.blinds);
  const points = roster.map((device, holder): Point[] => {
    const keyShare = known.get(holder)?.keyShare;
    if (keyShare) return [mul(keyShare, card.c1)];
    const sent = heard.flatMap(({ device: from, message }) =>
      from === device ? sharesAt(message, sealed.deck.handId, index) : [],
    );
    const shareKey = sealed.shareKeys[holder] as Point;
    return sent.flatMap((share) => [share, ...blinds.map((blind) => sub(share, mul(blind, shareKey)))]);
  });
  const found = choices(points, threshold).flatMap((chosen) => {
    const holders = chosen.map(({ holder }) => holder);
    const weights = holders.map((holder) => lagrange(holders, holder));
    const mask = multiMul(
      weights,
      chosen.map(({ point }) => point),
    );
    return cardOfPoint(sub(card.c2, mask)) ?? [];
  });
  return [...new Set(found)];
}

function sharesAt(message: DeckMessage, handId: Uint8Array, index: number): Point[] {
  if (message.kind !== 'HOLE' && message.kind !== 'BOARD' && message.kind !== 'OPEN') return [];
  const { cards, shares, handId: of } = message as Shares;
  const at = cards.indexOf(index);
  const isOfThis = Buffer.from(of).equals(handId) && at >= 0;
  return isOfThis ? [shares.slice(at * 32, (at + 1) * 32)] : [];
}

interface Chosen {
  readonly holder: number;
  readonly point: Point;
}

/** One point each of `count` holders, in every way. */
function choices(points: readonly (readonly Point[])[], count: number, from = 0): Chosen[][] {
  if (count === 0) return [[]];
  return points
    .slice(from)
    .flatMap((ofHolder, at) =>
      ofHolder.flatMap((point) =>
        choices(points, count - 1, from + at + 1).map((rest) => [{ holder: from + at, point }, ...rest]),
      ),
    );
}
