import type { SealedAct } from '@app/audit';

/** One act of the record as readers hear of it: that it was done, and to what; never its contents. */
export interface Update {
  /** Its place in the audit chain. */
  sequence: number;
  /** Past tense: `order.approved`. */
  action: string;
  caseId: string | null;
  /** The whole block of the stream, made once for all readers. */
  block: string;
}

/** How long a reader that has lost its connection waits before it comes back, ms. */
const RETRY_MS = 3_000;

/** A block of the stream: its position, its kind and one line of data. @see WHATWG HTML, server-sent events */
const block = (id: number, event: string, data: object): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Tells an act. */
export function toUpdate(act: SealedAct): Update {
  const { action, subjectKind, subjectId, caseId, actorId } = act;
  const sequence = Number(act.sequence);
  const told = { sequence, action, subjectKind, subjectId, caseId, at: act.at.toISOString(), actorId };
  return { sequence, action, caseId, block: block(sequence, action, told) };
}

/** The first thing that a reader gets. */
export const opening = (): string => `retry: ${RETRY_MS}\n\n`;

/** From here on everything comes. */
export const ready = (sequence: number): string => block(sequence, 'ready', { sequence });

/** What came before cannot be told any more: whoever shows it has to read it anew. */
export const reset = (sequence: number): string => block(sequence, 'reset', { sequence });

/** A sign of life; a block without data moves the reader's position and is otherwise not seen. */
export const heartbeat = (sequence: number): string => `: heartbeat\nid: ${sequence}\n\n`;
