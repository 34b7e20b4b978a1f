import type { HostStatus } from '../host/hostStatus.ts';

export const PAGE_CRASHED = 'The page stopped and was drawn again. A report was kept; see Preferences.';
export const NOT_INSTALLED = 'Evertable can start with your session once it is installed.';

/** The tables that other computers play by this one now. */
export function hostedTables(status: Pick<HostStatus, 'tables'> | null): string[] {
  const tables = status?.tables ?? [];
  return tables.flatMap((table) =>
    'isHost' in table && table.isHost && table.peers > 0 ? [table.name] : [],
  );
}

/** What the entry beside the clock says. */
export function hostingWords(names: readonly string[]): string {
  if (names.length === 0) return 'No table is hosted here';
  return names.length === 1 ? '1 table hosted here' : `${names.length} tables hosted here`;
}

/** What is said while hosting is handed over before the app goes. */
export function handingOverWords(names: readonly string[]): string {
  const what = names.length === 1 ? names[0] : `${names.length} tables`;
  return `Another computer takes over hosting ${what}. Evertable closes when that is done.`;
}
