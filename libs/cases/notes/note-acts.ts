import type { CaseNote } from './case-note.entity';

/** What can be done to a note that was written. */
export const NOTE_ACTS = ['edit', 'retract'] as const;
export type NoteAct = (typeof NOTE_ACTS)[number];

/** What a person may do to a note now: only its author changes it, and what was retracted stays so. */
export function allowedActs(
  { authorId, retractedAt }: Pick<CaseNote, 'authorId' | 'retractedAt'>,
  personId: string,
): NoteAct[] {
  return authorId === personId && !retractedAt ? [...NOTE_ACTS] : [];
}
