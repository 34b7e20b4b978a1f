import { usePageState } from './PageContext.ts';
import { type Room, roomOf } from './rooms.ts';

/** The people and the chat of a table; null until the host has spoken of them. */
export function useRoom(tableId: string): Room | null {
  return roomOf(usePageState().rooms, tableId);
}
