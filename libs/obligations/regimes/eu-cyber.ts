import type { Regime } from '../regime';

const ZONE = 'Europe/Brussels';

/** Personal data, network security and financial entities in the European Union. */
export const EU_CYBER: readonly Regime[] = [
  {
    id: 'EU-GDPR-33',
    version: '2026.1',
    title: 'Personal data breach',
    jurisdiction: 'EU',
    authority: ['lead supervisory authority'],
    legalBasis: 'Regulation (EU) 2016/679 art. 33, 34',
    instrument: 'regulation',
    status: 'in_force',
    effectiveFrom: '2018-05-25',
    zone: ZONE,
    appliesIf:
      'A controller becomes aware of a breach of personal data, unless a risk to persons is unlikely.',
    stages: [
      {
        key: 'initial',
        title: 'Notification to the supervisory authority',
        anchor: { fact: 'aware' },
        duration: { n: 72, unit: 'hour' },
        content: [
          'nature of the breach, categories and approximate numbers of persons and records',
          'contact of the data protection officer',
          'likely consequences',
          'measures',
          'reasons, if late',
        ],
        warnings: [
          'Some argue that the hour of awareness is not counted (Regulation 1182/71 art. 3(1)); not taken.',
          'Some argue that the period must have two working days (Regulation 1182/71 art. 3(5)); not taken for a period in hours.',
        ],
      },
    ],
    followUp: 'Information may follow in phases. Persons are told where the risk is high (art. 34).',
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because: 'No personal data of customers was breached: the accounts were made for the purpose.',
        reopenIf: 'Legitimate customers’ accounts were hijacked, or stolen identities were used to pay.',
      },
      credential_theft: {
        result: 'undetermined',
        because: 'Customers’ credentials were taken: whether personal data was breached is for counsel.',
      },
    },
    sources: ['https://eur-lex.europa.eu/eli/reg/2016/679/oj'],
    verifiedOn: '2026-11-23',
    verification: 'secondary',
  },
  {
    id: 'EU-NIS2-23',
    version: '2026.1',
    title: 'Significant incident (NIS 2)',
    jurisdiction: 'EU',
    authority: ['CSIRT or competent authority of the Member State'],
    legalBasis: 'Directive (EU) 2022/2555 art. 23 as transposed',
    instrument: 'regulation',
    status: 'in_force',
    effectiveFrom: '2024-10-18',
    zone: ZONE,
    appliesIf: 'An essential or important entity becomes aware of a significant incident.',
    stages: [
      {
        key: 'early_warning',
        title: 'Early warning',
        anchor: { fact: 'aware' },
        duration: { n: 24, unit: 'hour' },
        content: ['suspected to be malicious', 'cross-border impact'],
      },
      {
        key: 'notification',
        title: 'Incident notification',
        anchor: { fact: 'aware' },
        duration: { n: 72, unit: 'hour' },
        content: ['severity and impact', 'indicators of compromise'],
      },
      {
        key: 'final',
        title: 'Final report; a progress report if the incident is still being handled',
        anchor: { afterStage: 'notification' },
        duration: { n: 1, unit: 'month' },
        content: ['description', 'root cause', 'mitigation', 'cross-border impact'],
        warnings: ['National transpositions vary.'],
      },
    ],
    followUp: 'Intermediate reports on request.',
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because:
          'Availability, authenticity, integrity and confidentiality of the lab’s systems were not compromised.',
        reopenIf: 'Systems were intruded upon and the lab is an essential or important entity.',
      },
    },
    sources: ['https://eur-lex.europa.eu/eli/dir/2022/2555/oj'],
    verifiedOn: '2026-11-23',
    verification: 'secondary',
  },
  {
    id: 'EU-DORA-19',
    version: '2026.1',
    title: 'Major ICT-related incident (DORA)',
    jurisdiction: 'EU',
    authority: ['competent authority of the financial entity'],
    legalBasis: 'Regulation (EU) 2022/2554 art. 19; Delegated Regulation (EU) 2025/301 art. 5',
    instrument: 'regulation',
    status: 'in_force',
    effectiveFrom: '2025-01-17',
    zone: ZONE,
    appliesIf:
      'A financial entity classifies an incident as major. A lab is usually an ICT third party: it supports its clients’ clocks.',
    stages: [
      {
        key: 'initial',
        title: 'Initial notification',
        anchor: { fact: 'classified_major' },
        duration: { n: 4, unit: 'hour' },
        notLaterThan: { fact: 'aware', duration: { n: 24, unit: 'hour' } },
        roll: 'noon_next_working_day',
        calendar: 'eu-institutions',
        content: ['RTS art. 2'],
        warnings: [
          'Where the classification comes late, the 4 hours run from the classification alone.',
          'Credit institutions, central counterparties, trading venues and NIS 2 entities do not have the later reading.',
        ],
      },
      {
        key: 'intermediate',
        title: 'Intermediate report',
        anchor: { afterStage: 'initial' },
        duration: { n: 72, unit: 'hour' },
        roll: 'noon_next_working_day',
        calendar: 'eu-institutions',
        content: ['RTS art. 3'],
      },
      {
        key: 'final',
        title: 'Final report',
        anchor: { afterStage: 'intermediate' },
        duration: { n: 1, unit: 'month' },
        roll: 'noon_next_working_day',
        calendar: 'eu-institutions',
        content: ['RTS art. 4'],
      },
    ],
    followUp: 'The authority is told before a deadline is missed, with reasons.',
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because: 'The lab is no financial entity; no client’s service was affected.',
        reopenIf: 'A financial client’s service was affected: then support its report.',
      },
    },
    sources: [
      'https://eur-lex.europa.eu/eli/reg/2022/2554/oj',
      'https://eur-lex.europa.eu/eli/reg_del/2025/301/oj',
    ],
    verifiedOn: '2026-11-23',
    verification: 'secondary',
  },
];
