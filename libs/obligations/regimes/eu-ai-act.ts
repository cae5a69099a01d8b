import type { Regime, Stage } from '../regime';

const ZONE = 'Europe/Brussels';
const GPAI_CONTENT = [
  'start and end dates, as far as known',
  'resulting harm and who was harmed',
  'chain of events',
  'the model',
  'material showing the model’s involvement',
  'response so far or intended',
  'recommendations to the AI Office',
];
const ROUNDED = { roll: 'reg_1182_71', calendar: 'eu-institutions' } as const;

const gpai = (key: string, n: number, harm: string): Stage => ({
  key,
  title: `Initial report: ${harm}`,
  anchor: { fact: 'model_involvement_aware' },
  duration: { n, unit: 'calendar_day' },
  ...ROUNDED,
  content: GPAI_CONTENT,
  warnings: [
    `Counts only where the harm is: ${harm}. The official form has no field for the date of awareness.`,
  ],
});

const aia73 = (key: string, n: number, harm: string): Stage => ({
  key,
  title: `Report: ${harm}`,
  anchor: { fact: 'aware' },
  duration: { n, unit: 'calendar_day' },
  ...ROUNDED,
  content: ['what art. 73 asks for; an incomplete first report may be completed later'],
});

/** The AI Act and its code of practice for general-purpose models. */
export const EU_AI_ACT: readonly Regime[] = [
  {
    id: 'EU-GPAI-COP-9',
    version: '2026.1',
    title: 'Serious incident report (GPAI code of practice, commitment 9)',
    jurisdiction: 'EU',
    authority: ['AI Office', 'national competent authorities where relevant'],
    legalBasis:
      'Regulation (EU) 2024/1689 art. 55(1)(c); Code of practice, Safety and Security, commitment 9',
    instrument: 'code',
    status: 'in_force',
    effectiveFrom: '2025-08-02',
    zone: ZONE,
    appliesIf:
      'A model with systemic risk led to a serious incident, or involvement is suspected with reasonable likelihood.',
    stages: [
      gpai('initial_infrastructure', 2, 'serious and irreversible disruption of critical infrastructure'),
      gpai(
        'initial_cybersecurity',
        5,
        'serious cybersecurity breach, including exfiltration of weights, and cyberattacks',
      ),
      gpai('initial_death', 10, 'death of a person'),
      gpai('initial_harm', 15, 'serious harm to health, fundamental rights, property or the environment'),
      {
        key: 'intermediate',
        title: 'Intermediate report, at least every 4 weeks while unresolved',
        anchor: { afterStage: 'initial' },
        duration: { n: 4, unit: 'week' },
        recursUntil: 'resolved',
        ...ROUNDED,
        content: GPAI_CONTENT,
      },
      {
        key: 'final',
        title: 'Final report',
        anchor: { fact: 'resolved' },
        duration: { n: 60, unit: 'calendar_day' },
        isConditional: true,
        ...ROUNDED,
        content: [...GPAI_CONTENT, 'root cause', 'patterns seen in monitoring, near misses'],
      },
    ],
    followUp: 'What is not known is recorded as unknown. Kept for five years.',
    suggestions: {
      distillation: {
        result: 'undetermined',
        because:
          'No weights were exfiltrated; whether mass fraud against the terms is a serious cybersecurity breach is for counsel.',
        reopenIf:
          'Counsel takes it for a cybersecurity breach: then 5 days from awareness of the model’s involvement.',
      },
    },
    sources: ['https://digital-strategy.ec.europa.eu/en/policies/contents-code-gpai'],
    verifiedOn: '2026-11-23',
    verification: 'primary',
  },
  {
    id: 'EU-AIA-73',
    version: '2026.1',
    title: 'Serious incident of a high-risk AI system',
    jurisdiction: 'EU',
    authority: ['market surveillance authority of the Member State'],
    legalBasis: 'Regulation (EU) 2024/1689 art. 73',
    instrument: 'regulation',
    status: 'enacted',
    effectiveFrom: null,
    zone: ZONE,
    appliesIf:
      'The provider of a high-risk AI system establishes a causal link with a serious incident, or its reasonable likelihood.',
    stages: [
      aia73('widespread', 2, 'widespread infringement or disruption of critical infrastructure'),
      aia73('death', 10, 'death of a person'),
      aia73('other', 15, 'any other serious incident'),
    ],
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because: 'No high-risk AI system of the lab caused a serious incident.',
        reopenIf: 'A high-risk system turns out to be involved once the article applies.',
      },
    },
    sources: ['https://eur-lex.europa.eu/eli/reg/2024/1689/oj'],
    verifiedOn: '2026-11-23',
    verification: 'unchecked',
  },
];
