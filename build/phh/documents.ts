import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { Parser } from 'tar';

/** A text of hands, by the name under which people know it. */
export interface PhhDocument {
  readonly name: string;
  /** Many hands in numbered tables (.phhs), or one (.phh). */
  readonly isCollection: boolean;
  readonly text: string;
}

/** Stands for the standard input among the files. */
export const STDIN = '-';
/** Far more than ten thousand hands; beyond it a file is something else. */
export const DOCUMENT_MAX_BYTES = 64 << 20;

const STDIN_NAME = 'stdin';
const COLLECTION = '.phhs';
const SINGLE = '.phh';
const ARCHIVE = '.tar.gz';
const EXPECTED_FILE = `a ${SINGLE}, ${COLLECTION} or ${ARCHIVE} file`;
const EXPECTED_ARCHIVE = `an intact ${ARCHIVE} of ${SINGLE} and ${COLLECTION} files`;
const EXPECTED_READABLE = 'a file that can be read';
const EXPECTED_LENGTH = `at most ${DOCUMENT_MAX_BYTES} bytes`;
const GZIP_MAGIC = Uint8Array.of(0x1f, 0x8b);
/** A collection's first line, but for blanks and comments, opens a table. */
const OPENS_TABLE = /^(?:\s|#[^\n]*\n)*\[/;

/** A file that could not be read as hands; `message` says which, and what was expected. */
export class DocumentError extends Error {
  override name = 'DocumentError';

  constructor(name: string, expected: string, cause?: unknown) {
    super(`${name}: expected ${expected}${cause instanceof Error ? ` (${cause.message})` : ''}`);
  }
}

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
type Visit = (document: PhhDocument) => void;

/**
 * Calls `visit` with every document of a file, in order. Archives are read as they stream: nothing is unpacked to disk.
 * @param path of a file, or STDIN
 * @throws DocumentError
 */
export async function readDocuments(path: string, visit: Visit): Promise<void> {
  if (path === STDIN) return readStdin(process.stdin, visit);
  if (path.endsWith(ARCHIVE)) return readArchive(path, readFile(path), visit);
  if (!isDocument(path)) throw new DocumentError(path, EXPECTED_FILE);
  visit(documentOf(path, await collect(path, readFile(path))));
}

/** What comes in without a name shows by its first bytes what it is. */
async function readStdin(stdin: Bytes, visit: Visit): Promise<void> {
  const bytes = await collect(STDIN_NAME, stdin);
  if (bytes.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) return readArchive(STDIN_NAME, [bytes], visit);
  const text = bytes.toString('utf8');
  visit({ name: STDIN_NAME, isCollection: OPENS_TABLE.test(text), text });
}

async function readArchive(name: string, bytes: Bytes, visit: Visit): Promise<void> {
  let count = 0;
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      if (entry.type !== 'File' || !isDocument(entry.path)) return entry.resume();
      if (entry.size > DOCUMENT_MAX_BYTES)
        return parser.abort(new Error(`${entry.path}: ${EXPECTED_LENGTH}`));
      count++;
      const chunks: Uint8Array[] = [];
      entry.on('data', (chunk) => chunks.push(chunk));
      entry.on('end', () => visit(documentOf(`${name}/${entry.path}`, Buffer.concat(chunks))));
    },
  });
  const feed = async () => {
    for await (const chunk of bytes) parser.write(chunk);
    parser.end();
  };
  try {
    await Promise.all([once(parser, 'end'), feed()]);
  } catch (error) {
    throw error instanceof DocumentError ? error : new DocumentError(name, EXPECTED_ARCHIVE, error);
  }
  if (count === 0) throw new DocumentError(name, EXPECTED_ARCHIVE);
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    throw new DocumentError(path, EXPECTED_READABLE, error);
  }
}

async function collect(name: string, bytes: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    if (sizeBytes > DOCUMENT_MAX_BYTES) throw new DocumentError(name, EXPECTED_LENGTH);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isDocument(path: string): boolean {
  return path.endsWith(SINGLE) || path.endsWith(COLLECTION);
}

function documentOf(name: string, bytes: Buffer): PhhDocument {
  return { name, isCollection: name.endsWith(COLLECTION), text: bytes.toString('utf8') };
}
