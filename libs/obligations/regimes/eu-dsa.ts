import type { Regime } from '../regime';

const ZONE = 'Europe/Brussels';

/** The Digital Services Act, where a model's interface counts as hosting. */
export const EU_DSA: readonly Regime[] = [
  {
    id: 'EU-DSA-17',
    version: '2026.1',
    title: 'Statement of reasons to each restricted recipient',
    jurisdiction: 'EU',
    authority: ['recipients of the service'],
    legalBasis: 'Regulation (EU) 2022/2065 art. 17',
    instrument: 'regulation',
    status: 'in_force',
    effectiveFrom: '2024-02-17',
    zone: ZONE,
    appliesIf:
      'A hosting service restricts a recipient for illegal or incompatible content and knows an electronic contact; not for deceptive high-volume commercial content.',
    stages: [
      {
        key: 'statement',
        title: 'Statement of reasons',
        anchor: { fact: 'restriction_imposed' },
        duration: { n: 0, unit: 'calendar_day' },
        content: [
          'kind, scope, duration and territory of the restriction',
          'facts and circumstances',
          'automated means used',
          'legal ground or clause of the terms, and why',
          'redress',
        ],
        warnings: ['Due no later than the date of the restriction itself.'],
      },
    ],
    suggestions: {
      distillation: {
        result: 'undetermined',
        because: 'Whether a model’s interface is a hosting service is for counsel.',
        reopenIf: 'If it is one: a statement with each ban of a recipient in the Union, the same day.',
      },
      wrongful_enforcement: {
        result: 'undetermined',
        because: 'Whether a model’s interface is a hosting service is for counsel.',
      },
    },
    sources: ['https://eur-lex.europa.eu/eli/reg/2022/2065/oj'],
    verifiedOn: '2026-11-23',
    verification: 'secondary',
  },
  {
    id: 'EU-DSA-20',
    version: '2026.1',
    title: 'Complaints against restrictions (online platforms)',
    jurisdiction: 'EU',
    authority: ['recipients of the service', 'DSA Transparency Database'],
    legalBasis: 'Regulation (EU) 2022/2065 art. 20, 21, 24(5)',
    instrument: 'regulation',
    status: 'in_force',
    effectiveFrom: '2024-02-17',
    zone: ZONE,
    appliesIf: 'An online platform, not plain hosting, restricted a recipient.',
    stages: [
      {
        key: 'complaint_window',
        title: 'Complaints are taken until the end of this day at least',
        anchor: { fact: 'restriction_imposed' },
        duration: { n: 6, unit: 'month' },
        content: ['an electronic complaint, free of charge, not decided by automated means alone'],
      },
    ],
    followUp: 'Statements go to the database without undue delay and without personal data.',
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because: 'A model’s interface does not disseminate to the public: no online platform.',
      },
    },
    sources: ['https://eur-lex.europa.eu/eli/reg/2022/2065/oj'],
    verifiedOn: '2026-11-23',
    verification: 'secondary',
  },
];
