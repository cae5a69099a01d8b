import type { Regime } from '../regime';

/** Customs of the industry. */
export const INDUSTRY: readonly Regime[] = [
  {
    id: 'IND-FMF-SHARE',
    version: '2026.1',
    title: 'Sharing of indicators with other labs',
    jurisdiction: 'international',
    authority: ['Frontier Model Forum', 'other labs and cloud providers'],
    legalBasis: 'None: voluntary',
    instrument: 'voluntary',
    status: 'voluntary',
    effectiveFrom: null,
    zone: 'UTC',
    appliesIf: 'Others are likely to be hit by the same operators.',
    stages: [],
    followUp: 'TLP:AMBER; the antitrust checklist is gone through first; nothing commercially sensitive.',
    suggestions: {
      distillation: {
        result: 'voluntary',
        because: 'Other labs are likely to be hit by the same network; share as TLP:AMBER.',
      },
      credential_theft: {
        result: 'voluntary',
        because: 'Other labs’ customers are likely to be hit by the same resellers; share as TLP:AMBER.',
      },
    },
    sources: ['https://www.frontiermodelforum.org'],
    verifiedOn: '2026-11-23',
    verification: 'secondary',
  },
];
