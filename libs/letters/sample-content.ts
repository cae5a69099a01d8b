import type { LetterContent } from './letter-content';

/** The content of a finished letter, for tests. It cites C-1 and C-2. */
export function aContent(overrides: Partial<LetterContent> = {}): LetterContent {
  return {
    sender: {
      name: 'Example AI Lab',
      addressLines: ['100 Example Street', 'San Francisco, CA 94105'],
      contact: 'policy@lab.example',
    },
    date: null,
    dateZone: 'America/New_York',
    recipients: [
      {
        honorific: '',
        name: '',
        title: 'Chair',
        body: 'Committee on Examples',
        addressLines: ['United States Senate', 'Washington, DC 20510'],
      },
    ],
    salutation: 'Dear Chair',
    subject: 'Voluntary report',
    blocks: [
      { type: 'heading', level: 1, text: 'What happened' },
      {
        type: 'paragraph',
        text: 'A network of {{C-1}} made {{C-2}}; see {{ref:H.R. 8283}}.',
      },
    ],
    closing: 'Sincerely',
    signatory: { role: 'Chief Executive Officer' },
    enclosures: [],
    copies: [],
    tlp: null,
    ...overrides,
  };
}
