/**
 * The door that a link leads to, while the page shows it. Pure.
 *
 * 1. What is said about another link, or after turning away, changes nothing. (pageState.test.ts: "a late word about a door")
 */
import type { DoorView } from '../../electron/ipc.ts';

export interface OpenDoor {
  link: string;
  view: DoorView;
  /** The wish to go in is on its way. */
  isJoining: boolean;
}

export const LOOKING_WORDS = 'Looking for the table.';

/** The door as it stands before anything is known. */
export function doorTo(link: string): OpenDoor {
  return { link, view: { state: 'looking', words: LOOKING_WORDS }, isJoining: false };
}

export function afterDoorNotice(door: OpenDoor | null, link: string, view: DoorView): OpenDoor | null {
  return door === null || door.link !== link ? door : { link, view, isJoining: false };
}
