/** The two calls of fs-native-extensions that are used here; the package brings no types. */
declare module 'fs-native-extensions' {
  /** False if another open file holds the lock. */
  export function tryLock(fd: number, offset?: number, length?: number): boolean;
  export function unlock(fd: number, offset?: number, length?: number): void;
}
