import type { LetterTemplate } from './letter-template';

/**
 * A notice to another developer or to a provider that the same campaign may concern. It stays with the misuse: nothing
 * on prices, customers or plans, which competitors must not tell each other.
 */
export const PARTNER_NOTICE: LetterTemplate = {
  id: 'partner-notice',
  name: 'Notice to a partner',
  version: 1,
  measures: [
    { measure: 'accounts.confirmed', isOptional: false },
    { measure: 'exchanges.campaign', isOptional: false },
    { measure: 'activity.first_day', isOptional: false },
    { measure: 'activity.last_day', isOptional: false },
  ],
  passages: [
    {
      key: 'conduct',
      ask: 'By what the partner can recognise the campaign: how the accounts were opened, paid for and reached the service.',
    },
  ],
  content: {
    dateZone: 'UTC',
    recipients: [],
    subject: 'Notice of a campaign that may also concern your service ({{case:number}})',
    blocks: [
      {
        type: 'paragraph',
        text: 'From {{claim:activity.first_day}} through {{claim:activity.last_day}}, a network of {{claim:accounts.confirmed}}, opened by fraud, made {{claim:exchanges.campaign}} with our models in order to extract their capabilities. We write because the same operators may use your service. The appendix shows how each figure was counted.',
      },
      { type: 'paragraph', text: '{{passage:conduct}}' },
      {
        type: 'paragraph',
        text: 'We ask you to look for this conduct in your own records and to tell us, as far as you may, whether you find it. We can give you technical indicators separately. Please quote our case, {{case:number}}.',
      },
      {
        type: 'paragraph',
        text: 'This notice is given in confidence, for the protection of your service. It is limited to the misuse described and to what is needed to recognize it.',
      },
    ],
    closing: 'Sincerely',
    signatory: { role: 'Head of Trust and Safety' },
    enclosures: [],
    copies: [],
    tlp: 'AMBER',
  },
};
