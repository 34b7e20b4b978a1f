/** A layer that keeps one growing Automerge document on a disk, put through the torn-write run; which layer, the caller says. */
import * as Automerge from '@automerge/automerge';
import { sameBytes } from '../../../../shared/process/plain.ts';
import type { FileSystem } from '../fileSystem.ts';
import { HandFile } from '../handFile.ts';
import type { Reopened, TornSubject } from './tornRun.ts';

/** Anything that keeps the chunks of a document. */
export interface DiskLayer {
  /**
   * Opens what is kept in `folder`, which exists and is durable; begins it with `first`, a document saved as a whole, where
   * nothing is kept. */
  open(fs: FileSystem, folder: string, first: Uint8Array): Promise<LayerDocument>;
}

export interface LayerDocument {
  /** All that was read, to be loaded by Automerge. */
  readonly bytes: Uint8Array;
  /** Resolves once the chunk is kept: what comes after may rely on it. */
  append(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** The layer of this app. */
export const HAND_FILE_LAYER: DiskLayer = {
  async open(fs, folder, first) {
    const path = `${folder}/hand-000001.automerge`;
    const opened = await HandFile.open(fs, path);
    const file = opened.type === 'open' ? opened.file : await HandFile.create(fs, path, first);
    return {
      bytes: opened.type === 'open' ? Buffer.concat(opened.chunks) : first,
      append: (chunk) => file.append(chunk),
      close: () => file.close(),
    };
  },
};

type Kept = { entries: Uint8Array[] };

/** The layer's own directory. */
const FOLDER = '/table';
const ACTOR = '00112233445566778899aabbccddeeff';
/** The sizes of the entries that are written, bytes; those above 256 or so make Automerge compress. */
const ENTRY_SIZES_BYTES = [60, 7, 400, 1, 130, 64];
const MORE = Uint8Array.of(255);

/** That so many entries are kept. */
export type EntriesKept = number;

/**
 * Writes a document of a few entries through a layer, one change each. After a cut the layer must give back the entries that
 * were promised, in order, no others than those written, and take and keep another one.
 */
export function keptDocument(layer: DiskLayer): TornSubject<EntriesKept> {
  return {
    keeps: (path) => path.startsWith(`${FOLDER}/`) && !path.endsWith('.new'),

    async play(fs, promise) {
      const kept = await openIn(layer, fs);
      let document = documentOf(kept.bytes);
      promise(0);
      for (const [i, entry] of WRITTEN.entries()) {
        document = withEntry(document, entry);
        await kept.append(Automerge.saveIncremental(document));
        promise(i + 1);
      }
      await kept.close();
    },

    async reopen(fs, promised): Promise<Reopened<EntriesKept>> {
      const least = Math.max(0, ...promised);
      const found = await entriesIn(layer, fs);
      const wrong = [
        ...(found.length < least ? [`of ${least} entries ${found.length} are left`] : []),
        ...(isBeginning(found) ? [] : ['what is left was never written like that']),
      ];
      return { wrong, promised: [found.length] };
    },

    async goOn(fs) {
      const kept = await openIn(layer, fs);
      const document = documentOf(kept.bytes);
      const before = document.entries.length;
      const longer = withEntry(document, MORE);
      await kept.append(Automerge.saveIncremental(longer));
      Automerge.free(longer);
      await kept.close();
      const after = await entriesIn(layer, fs);
      return after.length === before + 1
        ? []
        : [`of ${before} entries and another one ${after.length} are left`];
    },
  };
}

const WRITTEN = ENTRY_SIZES_BYTES.map((sizeBytes, i) =>
  Uint8Array.from({ length: sizeBytes }, (_, at) => (at * 31 + i) % 251),
);

async function openIn(layer: DiskLayer, fs: FileSystem): Promise<LayerDocument> {
  await fs.makeDirectory(FOLDER);
  await fs.syncDirectory('/');
  return layer.open(fs, FOLDER, FIRST);
}

async function entriesIn(layer: DiskLayer, fs: FileSystem): Promise<Uint8Array[]> {
  const kept = await openIn(layer, fs);
  await kept.close();
  const document = documentOf(kept.bytes);
  const { entries } = document;
  // Thousands of them are opened: Automerge's own memory is not collected in time.
  Automerge.free(document);
  return entries;
}

function blank(): Automerge.Doc<Kept> {
  const empty = Automerge.init<Kept>({ actor: ACTOR });
  return Automerge.change(empty, { time: 0 }, (draft) => {
    draft.entries = [];
  });
}

const FIRST = Automerge.save(blank());

/** As automerge-repo loads what a storage adapter has kept. */
function documentOf(bytes: Uint8Array): Automerge.Doc<Kept> {
  const document = Automerge.loadIncremental(Automerge.init<Kept>({ actor: ACTOR }), bytes);
  if (!Array.isArray(document.entries)) throw new Error('this is no document of the run');
  return document;
}

function withEntry(document: Automerge.Doc<Kept>, entry: Uint8Array): Automerge.Doc<Kept> {
  return Automerge.change(document, { time: 0 }, (draft) => {
    draft.entries.push(entry);
  });
}

function isBeginning(entries: readonly Uint8Array[]): boolean {
  return entries.every((entry, i) => sameBytes(entry, WRITTEN[i] ?? new Uint8Array()));
}
