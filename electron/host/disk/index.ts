/**
 * The disk of one device (DESIGN.md section 4): bytes in, bytes out. It knows nothing of poker, of the process
 * runtime or of Automerge beyond the frame of a chunk. Its invariants, each with the test that breaks with it:
 *
 * 1. An append is acknowledged only after the sync that covers it. (durableAppender.test.ts, "acknowledges an append
 *    only after the sync that covers it")
 * 2. After a failed write or sync nothing is acknowledged, nor tried again. (durableAppender.test.ts, "after a failure
 *    never touches the disk again")
 * 3. Whatever the power cut, every acknowledged append is read back. (powerCut.test.ts, "keeps every acknowledged
 *    append of a hand")
 * 4. Damage never takes an intact chunk with it, and no damaged byte is returned. (chunks.test.ts, "whatever byte is
 *    ...")
 * 5. Damaged bytes are kept before a file is changed. (handFile.test.ts, "keeps what is damaged before it changes
 *    the file")
 * 6. A new file is there completely or not at all. (powerCut.test.ts, "leaves the old file or the new one")
 * 7. What opening returns is on the disk, not only in the operating system's memory. (powerCut.test.ts, "what was
 *    opened survives the next power cut")
 *    Also where a sync failed before: it is written again. (failedSync.test.ts)
 * 8. Opening a history reads no more than its last record. (historyFile.test.ts, "opens ten thousand records as fast
 *    as ten")
 * 9. Two hosts never hold one folder; one whose app is gone does not keep it, even stopped. (folderLock.test.ts)
 * 10. A folder of a newer format is not touched. (dataFolder.test.ts, "refuses a newer format and touches nothing")
 */
export {
  type Chunk,
  type ChunkReading,
  type ChunkType,
  type Damage,
  type DamageKind,
  readChunks,
} from './chunks.ts';
export { DataFolder, type OpenedDataFolder, type StoredTable } from './dataFolder.ts';
export { DiskFailure, type DiskFailureKind } from './diskFailure.ts';
export { removeDurably, writeDurably } from './durableFile.ts';
export type { DirectoryEntry, FileSystem, OpenFile } from './fileSystem.ts';
export { type FolderLock, type FolderLockResult, lockFolder } from './folderLock.ts';
export { HandFile, type OpenedHandFile, type OpenHandFileOptions } from './handFile.ts';
export { HandKey } from './handKey.ts';
export {
  HistoryFile,
  type HistoryItem,
  type HistoryRecord,
  type OpenedHistoryFile,
  readHistory,
} from './historyFile.ts';
export { nodeFileSystem } from './nodeFileSystem.ts';
export { SecretFile, type SecretPorts, type SecretReading } from './secretFile.ts';
export { copyAside, moveAside } from './setAside.ts';
