import type { PeopleView, TableView } from '../../electron/ipc.ts';

/** Where the last action is safe: "Saved on 3 of 3 devices.", at a practice table "Entry 231 is saved on this device." */
export function savedWords(view: TableView, people: PeopleView | null): string {
  if (view.practice || people === null) return `Entry ${view.seq} is saved on this device.`;
  const { savedOn, savedOf } = people;
  if (savedOf <= 1) return 'Saved on this device.';
  return `Saved on ${savedOn} of ${savedOf} devices.`;
}
