/** Where electron-builder's own tools lie. */
const TOOLS_ADDRESS = 'https://github.com/electron-userland/electron-builder-binaries/releases';
/** A machine that cannot reach it waits no longer than this; each download in vain would take 46 s. */
const REACH_LIMIT_MS = 10_000;

/** Whether electron-builder can fetch its own tools from here. */
export async function toolsWithinReach(address = TOOLS_ADDRESS, limitMs = REACH_LIMIT_MS): Promise<boolean> {
  try {
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(limitMs) });
    return answer.ok;
  } catch {
    return false;
  }
}
