import type { Journal } from '../../../shared/process/journal.ts';
import type { Replica } from '../replica.ts';

/** What devices need of a journal to agree upon it. */
export type AgreedJournal = Pick<
  Journal,
  'table' | 'hand' | 'position' | 'opening' | 'isPlayed' | 'isEnded' | 'looks' | 'deadlineMs' | 'takenFrom'
>;

/** What devices need of a replica to agree. The simulator's fast depth has one without Automerge and files. */
export interface AgreedReplica
  extends Pick<
    Replica,
    | 'played'
    | 'committedSeq'
    | 'neededHand'
    | 'appendAll'
    | 'endHand'
    | 'syncMessagesFor'
    | 'receiveSync'
    | 'forgetLink'
    | 'commit'
    | 'seenOf'
    | 'records'
    | 'adoptRecords'
  > {
  readonly journal: AgreedJournal;
}
