import type { LetterTemplate } from './letter-template';

const office = (title: string) => ({
  honorific: 'The Honorable',
  name: '',
  title,
  body: '',
  addressLines: ['United States Senate', 'Washington, DC 20510'],
});

/**
 * A voluntary letter to the chair and the ranking member of a Senate committee about a campaign to distil models.
 * What the records show and what is concluded from them stand under headings of their own. A joint letter names the
 * majority's member first.
 * @see 5 FAH-1 H-520, for the form
 */
export const CONGRESS_VOLUNTARY: LetterTemplate = {
  id: 'congress-voluntary',
  name: 'Voluntary letter to a Senate committee',
  version: 1,
  measures: [
    { measure: 'accounts.confirmed', isOptional: false },
    { measure: 'exchanges.campaign', isOptional: false },
    { measure: 'activity.first_day', isOptional: false },
    { measure: 'activity.last_day', isOptional: false },
    { measure: 'exchanges.all', isOptional: true },
  ],
  passages: [
    {
      key: 'conduct',
      ask: 'What the records show of the accounts: how they were opened and paid for, how they reached the service, what they asked of the models. No conclusions.',
    },
    {
      key: 'assessment',
      ask: 'Who is assessed to have operated the accounts, in the words of the approved attribution; with what confidence; which other explanations were considered.',
    },
    {
      key: 'response',
      ask: 'What was done about the accounts, by when, how it was checked, how a holder can appeal, and who else was told.',
    },
  ],
  content: {
    dateZone: 'America/New_York',
    recipients: [office('Chairman'), office('Ranking Member')],
    subject: 'Voluntary report of a campaign to extract the capabilities of our models',
    blocks: [
      {
        type: 'paragraph',
        text: 'We write to report a campaign to extract the capabilities of our artificial intelligence models through fraudulent accounts. Its method is known as distillation: the answers of one model are collected in great number to train another. We confirmed that {{claim:accounts.confirmed}} belonged to the campaign. From {{claim:activity.first_day}} through {{claim:activity.last_day}}, they made {{claim:exchanges.campaign}} with our models. We make this report voluntarily. We ask the Committee to consider the measures listed below, and we offer a briefing.',
      },
      { type: 'heading', level: 1, text: 'What happened' },
      { type: 'paragraph', text: '{{passage:conduct}}' },
      { type: 'heading', level: 1, text: 'How we counted' },
      {
        type: 'paragraph',
        text: 'An exchange is one request that a model answered; requests that were refused, that failed or that were sent again are not counted. We counted an account only after an investigator had confirmed that it belonged to the campaign. We counted exchanges in a frozen copy of our own service records, so that anyone with access to that copy can repeat the count. Days are days of Coordinated Universal Time (UTC).',
      },
      {
        type: 'paragraph',
        onlyWith: 'exchanges.all',
        text: 'Some of these accounts also carried other traffic, on access keys that we judged not to serve the campaign. We left that traffic out. With it, the same accounts made {{claim:exchanges.all}}.',
      },
      {
        type: 'paragraph',
        text: 'Each figure was counted a second time, by another method, with the same result. Each carries a marker. For each marker the appendix gives the exact value, the rule by which it was counted, and the data from which it was counted.',
      },
      { type: 'heading', level: 1, text: 'What we assess' },
      {
        type: 'paragraph',
        text: 'The sections above state what our records show. This section states what we conclude from them.',
      },
      { type: 'paragraph', text: '{{passage:assessment}}' },
      { type: 'heading', level: 1, text: 'What we did' },
      { type: 'paragraph', text: '{{passage:response}}' },
      { type: 'heading', level: 1, text: 'What we ask' },
      { type: 'paragraph', text: 'We respectfully ask the Committee to consider:' },
      {
        type: 'list',
        ordered: true,
        items: [
          'designating a single federal office to which developers of artificial intelligence models can report such campaigns in confidence, and from which they can learn what others have reported;',
          'making clear that developers may share technical indicators of fraudulent accounts with one another and with the government without exposure under antitrust law for doing so;',
          'directing a study, to be published as far as possible, of the commercial services that supply such campaigns with accounts, means of payment and network addresses; and',
          'reviewing whether existing law, including export controls, reaches those who obtain the capabilities of a model in this way.',
        ],
      },
      { type: 'heading', level: 1, text: 'Briefing and confidential annex' },
      {
        type: 'paragraph',
        text: 'We would welcome the opportunity to brief you and your staff. We can also provide, separately, an annex on how we detected the campaign and on the services that supplied it. Publication of that annex would show others how to avoid detection. We ask that it be held in confidence, and we recognize that the decision is the Committee’s.',
      },
      {
        type: 'paragraph',
        text: 'If we learn that any statement in this letter needs correction, we will tell you in writing. Your staff can reach us at the address at the head of this letter.',
      },
    ],
    closing: 'Sincerely',
    signatory: { role: 'Chief Executive Officer' },
    enclosures: [],
    copies: [],
    tlp: null,
  },
};
