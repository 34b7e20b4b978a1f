import { NEVER_HAPPENED } from '../../../host/testing/virtualClock.ts';

/** A promise that was not kept; the message is a sentence that says which. */
export class Broken extends Error {
  override name = 'Broken';
}

/** Plays something. @returns which promise was broken; null: none was. @throws whatever else went wrong: that is no verdict */
export async function brokenBy(play: () => Promise<void>): Promise<string | null> {
  try {
    await play();
    return null;
  } catch (error) {
    if (error instanceof Broken) return error.message;
    if ((error as Error).message.startsWith(NEVER_HAPPENED)) return 'what everybody waits for never happens';
    throw error;
  }
}
