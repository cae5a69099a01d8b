import type { View } from '../../../api/client';
import { inWords } from '../../../kit/chips';

export type CaseDate = View<'CaseDateView'>;

const KINDS: Record<CaseDate['kind'], string> = {
  occurred_from: 'Began',
  occurred_to: 'Ended',
  detected: 'Detected',
  aware: 'The lab became aware',
  determined: 'Determined',
  contained: 'Contained',
  notified: 'Notified',
  disclosed: 'Disclosed',
  resolved: 'Resolved',
};

/** What a date of a case is of. */
export const dateName = (kind: string): string => KINDS[kind as CaseDate['kind']] ?? inWords(kind);
export const DATE_KINDS = Object.entries(KINDS).map(([value, label]) => ({ value, label }));
