import type { View } from '../api/client';
import { severityName, stageName } from './chips';

type Case = View<'CaseView'>;
const options = <T extends string>(values: readonly T[], label: (value: T) => string) =>
  values.map((value) => ({ value, label: label(value) }));

/** What can be chosen of a case, in the words of the screen. The API says what is allowed; these only name it. */
export const STAGES = options<Case['stage']>(['New', 'InProgress', 'OnHold', 'Closed'], stageName);
export const PHASES = options<Case['phase']>(
  ['Triage', 'Investigation', 'Enforcement', 'Notification', 'Monitoring'],
  (phase) => phase,
);
export const SEVERITIES = [4, 3, 2, 1].map((of) => ({ value: String(of), label: severityName(of) }));
export const TLPS = options<Case['tlp']>(
  ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'],
  (tlp) => `TLP:${tlp}`,
);
