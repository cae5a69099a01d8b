import type { Regime } from '../regime';

const CONTENT = [
  'date of the incident',
  'why it is a critical safety incident',
  'a short plain statement of what happened',
  'whether it is tied to internal use of a model',
];
const SOURCES = [
  'https://leginfo.legislature.ca.gov/faces/billNavClient.xhtml?bill_id=202520260SB53',
  'https://www.caloes.ca.gov',
];

/** California's transparency in frontier AI act. */
export const US_CALIFORNIA: readonly Regime[] = [
  {
    id: 'US-CA-SB53',
    version: '2026.1',
    title: 'Critical safety incident report (SB 53)',
    jurisdiction: 'US-CA',
    authority: ['California Governor’s Office of Emergency Services'],
    legalBasis: 'Cal. Bus. & Prof. Code 22757.10–22757.16',
    instrument: 'statute',
    status: 'in_force',
    effectiveFrom: '2026-01-01',
    zone: 'America/Los_Angeles',
    appliesIf:
      'A frontier developer discovers a critical safety incident: access to, modification or exfiltration of model weights resulting in death or bodily injury; harm from a materialised catastrophic risk; loss of control causing death or bodily injury; or a model deceptively subverting controls with materially increased catastrophic risk.',
    stages: [
      {
        key: 'initial',
        title: 'Report to the Office of Emergency Services',
        anchor: { fact: 'discovered' },
        duration: { n: 15, unit: 'calendar_day' },
        roll: 'next_working_day',
        calendar: 'us-federal',
        content: CONTENT,
        warnings: ['The later reading uses the federal calendar; the State’s own holidays are not in it.'],
      },
    ],
    followUp:
      'An amended report may be filed. Large developers also send quarterly summaries of internal-use risk.',
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because: 'Outputs were taken, not weights, and nobody was injured: no critical safety incident.',
        reopenIf: 'Access to weights, or harm from a materialised catastrophic risk, comes to light.',
      },
    },
    sources: SOURCES,
    verifiedOn: '2026-11-23',
    verification: 'primary',
  },
  {
    id: 'US-CA-SB53-IMM',
    version: '2026.1',
    title: 'Imminent risk of death or serious injury (SB 53)',
    jurisdiction: 'US-CA',
    authority: ['An appropriate authority, including law enforcement'],
    legalBasis: 'Cal. Bus. & Prof. Code 22757.13',
    instrument: 'statute',
    status: 'in_force',
    effectiveFrom: '2026-01-01',
    zone: 'America/Los_Angeles',
    appliesIf: 'A critical safety incident poses an imminent risk of death or serious physical injury.',
    stages: [
      {
        key: 'disclosure',
        title: 'Disclosure to an appropriate authority',
        anchor: { fact: 'imminent_risk_discovered' },
        duration: { n: 24, unit: 'hour' },
        content: ['the incident and the risk'],
      },
    ],
    followUp: 'The report within 15 days is due as well.',
    suggestions: {
      distillation: {
        result: 'not_applicable',
        because: 'No risk of death or serious injury is known.',
        reopenIf: 'Such a risk is discovered.',
      },
    },
    sources: SOURCES,
    verifiedOn: '2026-11-23',
    verification: 'primary',
  },
];
