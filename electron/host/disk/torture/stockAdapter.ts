/**
 * The storage adapter that automerge-repo comes with, unchanged, as a disk layer of the torn-write run: only the file calls that
 * it makes are led to the disk of the run.
 */
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { build, type Rolldown } from 'vite';
import { DiskFailure } from '../diskFailure.ts';
import type { FileSystem } from '../fileSystem.ts';
import type { DiskLayer } from './keptDocument.ts';

const PACKAGE = '@automerge/automerge-repo-storage-nodefs';
const ENTRY = '\0entry';
const FILE_CALLS = '\0fs';
/** As automerge-repo names what belongs to a document. */
const DOCUMENT = 'kept';

/** The part of the adapter that automerge-repo keeps a document with. */
interface StorageAdapter {
  save(key: readonly string[], bytes: Uint8Array): Promise<void>;
  loadRange(prefix: readonly string[]): Promise<{ readonly data: Uint8Array | undefined }[]>;
}

interface Bundled {
  readonly NodeFSStorageAdapter: new (folder: string) => StorageAdapter;
  /** Where the file calls of all adapters go. */
  readonly calls: { promises: object };
}

/** The adapter as a disk layer. One run at a time: all its adapters share one disk. */
export async function stockAdapterLayer(): Promise<DiskLayer> {
  const { NodeFSStorageAdapter, calls } = await bundledAdapter();
  return {
    async open(fs, folder, first) {
      const useDisk = () => {
        calls.promises = fileCallsOn(fs);
      };
      useDisk();
      const adapter = new NodeFSStorageAdapter(folder);
      const kept = [
        ...(await adapter.loadRange([DOCUMENT, 'snapshot'])),
        ...(await adapter.loadRange([DOCUMENT, 'incremental'])),
      ].flatMap(({ data }) => data ?? []);
      if (kept.length === 0) await adapter.save([DOCUMENT, 'snapshot', nameOf(first)], first);
      return {
        bytes: kept.length === 0 ? first : Buffer.concat(kept),
        append: (chunk) => {
          useDisk();
          return adapter.save([DOCUMENT, 'incremental', nameOf(chunk)], chunk);
        },
        close: async () => {},
      };
    },
  };
}

function nameOf(chunk: Uint8Array): string {
  return createHash('sha256').update(chunk).digest('hex');
}

/** The calls of Node's `fs.promises` that the adapter makes, on a disk of ours. */
function fileCallsOn(fs: FileSystem): object {
  return {
    readFile: (path: string) => orNoEntry(path, async () => Buffer.from(await fs.read(path))),
    mkdir: (path: string) => makeDirectories(fs, path),
    // As Node does: it empties the file, writes, and syncs nothing.
    writeFile: async (path: string, bytes: Uint8Array) => {
      if ((await fs.size(path)) !== null) await fs.truncate(path, 0);
      const file = (await fs.size(path)) === null ? await fs.create(path) : await fs.openAppend(path);
      await file.append(bytes);
      await file.close();
    },
    unlink: (path: string) => orNoEntry(path, () => fs.remove(path)),
    readdir: (path: string) =>
      orNoEntry(path, async () =>
        (await fs.list(path)).map(({ name, kind }) => ({ name, isDirectory: () => kind === 'directory' })),
      ),
  };
}

async function makeDirectories(fs: FileSystem, path: string): Promise<void> {
  if (dirname(path) !== path) await makeDirectories(fs, dirname(path));
  if (path !== '/') await fs.makeDirectory(path);
}

/** What is not there is told in Node's way. */
async function orNoEntry<T>(path: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof DiskFailure) || error.kind !== 'missing') throw error;
    throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  }
}

/** The package's own code with other file calls. It removes whole folders only where a document is deleted: never here. */
async function bundledAdapter(): Promise<Bundled> {
  const sources = new Map([
    [ENTRY, `export { NodeFSStorageAdapter } from '${PACKAGE}'; export { default as calls } from 'fs';`],
    [FILE_CALLS, 'export default { promises: {} };'],
    ['\0rimraf', `export function rimraf() { throw new Error('Nothing is deleted here.'); }`],
  ]);
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'disk of the run',
        enforce: 'pre',
        resolveId: (id) => {
          if (id === 'fs') return FILE_CALLS;
          return sources.has(id) || sources.has(`\0${id}`) ? `\0${id.replace('\0', '')}` : null;
        },
        load: (id) => sources.get(id) ?? null,
      },
    ],
    ssr: { noExternal: [PACKAGE] },
    build: { ssr: true, write: false, minify: false, rolldownOptions: { input: { adapter: ENTRY } } },
  })) as Rolldown.RolldownOutput;
  const { code } = built.output[0];
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
