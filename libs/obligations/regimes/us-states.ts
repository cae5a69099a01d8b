import type { Regime, Stage } from '../regime';

const REPORT = [
  'date of the incident',
  'why it must be reported',
  'a short plain statement of what happened',
  'whether it is tied to internal use of a model',
];

const frontierStages = (authority: string): Stage[] => [
  {
    key: 'initial',
    title: `Report to ${authority}`,
    anchor: { fact: 'reasonable_belief' },
    duration: { n: 72, unit: 'hour' },
    content: REPORT,
  },
  {
    key: 'imminent',
    title: 'Disclosure of an imminent risk to law enforcement or public safety',
    anchor: { fact: 'imminent_risk_discovered' },
    duration: { n: 24, unit: 'hour' },
    isConditional: true,
    content: ['the incident and the risk'],
  },
];

/** New York, Illinois, and the States' laws on breaches of personal information. */
export const US_STATES: readonly Regime[] = [
  {
    id: 'US-NY-RAISE',
    version: '2026.1',
    title: 'Safety incident report (RAISE Act)',
    jurisdiction: 'US-NY',
    authority: ['Office within the New York Department of Financial Services'],
    legalBasis: 'N.Y. Gen. Bus. Law art. 44-B, 1422; chapter amendment S.8828',
    instrument: 'statute',
    status: 'enacted',
    effectiveFrom: '2027-01-01',
    zone: 'America/New_York',
    appliesIf:
      'A frontier developer with models in New York determines, or has facts enough for a reasonable belief, that a safety incident occurred.',
    stages: frontierStages('the office'),
    followUp: 'Quarterly summaries of internal use; a disclosure statement every two years.',
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because:
          'Outputs were taken, not weights, and nobody was injured; the definitions follow California’s.',
        reopenIf: 'A trigger at or after 2027-01-01 meets the definition.',
      },
    },
    sources: ['https://www.nysenate.gov/legislation/bills/2025/S6953'],
    verifiedOn: '2026-11-23',
    verification: 'secondary',
  },
  {
    id: 'US-IL-SB315',
    version: '2026.1',
    title: 'Safety incident report (SB 315)',
    jurisdiction: 'US-IL',
    authority: ['IEMA-OHS', 'Attorney General of Illinois'],
    legalBasis: 'Illinois SB 315',
    instrument: 'statute',
    status: 'enacted',
    effectiveFrom: '2027-01-01',
    zone: 'America/Chicago',
    appliesIf:
      'A large frontier developer (revenue above $500 million) has facts enough for a reasonable belief that a safety incident occurred.',
    stages: frontierStages('IEMA-OHS and the Attorney General'),
    followUp: 'Audits from 2028. That the bill was signed is not verified.',
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because: 'Outputs were taken, not weights, and nobody was injured.',
        reopenIf: 'A trigger at or after 2027-01-01 meets the definition.',
      },
    },
    sources: ['https://www.ilga.gov'],
    verifiedOn: '2026-11-23',
    verification: 'secondary',
  },
  {
    id: 'US-STATE-AG-BREACH',
    version: '2026.1',
    title: 'Breach of personal information (State laws)',
    jurisdiction: 'US',
    authority: ['Attorneys General of the residents’ States'],
    legalBasis: 'State breach laws, e.g. Cal. Civ. Code 1798.82 and N.Y. Gen. Bus. Law 899-aa',
    instrument: 'statute',
    status: 'in_force',
    effectiveFrom: '2026-01-01',
    zone: 'America/Los_Angeles',
    appliesIf: 'Personal information of a State’s residents was acquired by somebody without authorisation.',
    stages: [
      {
        key: 'individuals',
        title: 'Notice to the individuals (30 days, the shortest common clock)',
        anchor: { fact: 'discovered' },
        duration: { n: 30, unit: 'calendar_day' },
        content: [
          'what happened',
          'what information was involved',
          'what is being done',
          'what the person can do',
          'whom to ask',
        ],
        warnings: ['Each State counts by its own rule; the catalogue does not have the table of fifty.'],
      },
      {
        key: 'attorney_general',
        title: 'Notice to the Attorney General',
        anchor: { afterStage: 'individuals' },
        duration: { n: 15, unit: 'calendar_day' },
        content: ['a copy of the notice', 'the number of residents'],
      },
    ],
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because: 'No customer’s personal information is known to have been acquired.',
        reopenIf: 'Accounts of real customers turn out to have been hijacked.',
      },
    },
    sources: [
      'https://oag.ca.gov/privacy/databreach/reporting',
      'https://ag.ny.gov/resources/organizations/data-breach-reporting',
    ],
    verifiedOn: '2026-11-23',
    verification: 'unchecked',
  },
];
