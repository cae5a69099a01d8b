import type { View } from '../../../api/client';

export type Note = View<'NoteView'>;

/** Under which the browser keeps what somebody changes of a note. */
export const editKey = (of: Note): string => `note-edit:${of.id}`;
