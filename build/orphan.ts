const ORPHAN_POLL_MS = 250;

/** npm hands a signal to the shell between us, which dies of it without a word: we notice by our new parent. */
export function onOrphaned(act: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, ORPHAN_POLL_MS);
  watch.unref();
}
