import type { View } from '../api/client';
import { inWords } from './chips';

export type CaseKind = View<'CaseView'>['kind'];

/** What a case can be about, as choices. */
export const CASE_KINDS = (
  [
    'distillation',
    'credential_theft',
    'wrongful_enforcement',
    'region_evasion',
    'academic_replication',
    'misuse',
    'resale',
    'other',
  ] satisfies CaseKind[]
).map((value) => ({ value, label: inWords(value) }));
