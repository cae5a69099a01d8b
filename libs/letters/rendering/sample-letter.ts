import type { ClaimAppendixRow, LetterDocument } from './letter-document';

/**
 * A joint letter to the leadership of a Senate committee, of two pages with an appendix, for tests. The sender and
 * its figures are synthetic; the addressees are the public record of the 119th Congress.
 */
export function aLetter(overrides: Partial<LetterDocument> = {}): LetterDocument {
  return {
    language: 'en',
    sender: {
      name: 'Example AI Lab',
      addressLines: ['100 Example Street', 'San Francisco, CA 94105'],
      contact: 'policy@lab.example',
    },
    date: '2026-06-10',
    dateZone: 'America/New_York',
    recipients: [recipient('Tim Scott', 'Chairman'), recipient('Elizabeth Warren', 'Ranking Member')],
    salutation: 'Dear Chairman Scott and Ranking Member Warren',
    subject: 'Coordinated extraction of model capabilities through fraudulent accounts',
    blocks: [
      {
        type: 'paragraph',
        runs: [
          {
            text: 'We write ahead of the Committee’s hearing to report a coordinated campaign to extract the capabilities of our models, and to ask for three measures. Between ',
          },
          claim('C-1', 'April 22 and June 5, 2026'),
          { text: ', a coordinated network of ' },
          claim('C-2', 'nearly 25,000'),
          { text: ' fraudulent accounts made ' },
          claim('C-3', '28.8 million'),
          {
            text: ' exchanges with our models. The figures in this letter are as of June 9, 2026; the appendix shows how each was counted.',
          },
        ],
      },
      { type: 'heading', level: 1, runs: [{ text: 'What we observed' }] },
      {
        type: 'paragraph',
        runs: [
          {
            text: 'The accounts were created in waves, paid for through a small number of instruments, and reached our service through a commercial proxy service. They sent prompts built from shared templates, at hours and at a pace that did not vary with the supposed location of their holders. The requests concentrated on ',
          },
          { text: 'agentic reasoning, tool use and coding', emphasis: 'italic' },
          {
            text: ', where our models are strongest, and asked for the steps of a solution rather than for its result.',
          },
        ],
      },
      {
        type: 'table',
        caption: 'Exchanges by capability sought',
        columns: [
          { header: 'Capability', align: 'left' },
          { header: 'Exchanges', align: 'right' },
          { header: 'Share', align: 'right' },
        ],
        rows: [
          [[{ text: 'Agentic reasoning and tool use' }], [claim('C-4', '14.1 million')], [{ text: '49%' }]],
          [[{ text: 'Coding and data analysis' }], [claim('C-5', '9.8 million')], [{ text: '34%' }]],
          [
            [{ text: 'Other subjects, including computer use and vision' }],
            [{ text: '4.9 million' }],
            [{ text: '17%' }],
          ],
        ],
      },
      { type: 'heading', level: 1, runs: [{ text: 'What we assess' }] },
      {
        type: 'paragraph',
        runs: [
          {
            text: 'We distinguish what we observed from what we conclude. It is very likely that one operator directed the accounts: six independent families of evidence agree. We hold this judgment with moderate confidence. We considered that a reseller with many customers could explain the pattern, and we would change our view if payment records showed unrelated holders behind the accounts.',
          },
        ],
      },
      { type: 'heading', level: 1, runs: [{ text: 'What we did' }] },
      {
        type: 'paragraph',
        runs: [
          {
            text: 'We suspended the accounts on June 5, after two people independent of the investigation had reviewed a random sample and every account under an enterprise contract. We verified each suspension, opened an appeal to every holder, and notified our cloud partners the same day. We retain the evidence and can make it available to the Committee’s staff.',
          },
        ],
      },
      { type: 'heading', level: 1, runs: [{ text: 'What we ask' }] },
      { type: 'paragraph', runs: [{ text: 'We respectfully ask the Committee to consider:' }] },
      {
        type: 'list',
        ordered: true,
        items: [
          [
            {
              text: 'a channel through which laboratories can report such campaigns to the Department of Commerce in confidence and within days;',
            },
          ],
          [
            {
              text: 'clear authority for laboratories to share indicators of fraudulent account networks with one another without exposure under competition law; and',
            },
          ],
          [
            {
              text: 'an assessment, to be published in unclassified form, of the commercial services that supply such networks with accounts, payment instruments and addresses.',
            },
          ],
        ],
      },
      {
        type: 'paragraph',
        runs: [
          {
            text: 'The annex contains identifiers of services under investigation. We ask that it be held in confidence, recognizing that the decision is the Committee’s. We would welcome the opportunity to brief you or your staff at any time.',
          },
        ],
      },
    ],
    closing: 'Sincerely',
    signatory: { role: 'Chief Executive Officer' },
    enclosures: ['Annex A: Indicators (confidential)'],
    copies: ['Members of the Committee on Banking, Housing, and Urban Affairs'],
    reference: 'L-2026-0007',
    version: 3,
    tlp: 'AMBER',
    appendix: [
      row(
        'C-1',
        'April 22 and June 5, 2026',
        '2026-04-22 to 2026-06-05',
        '',
        'First and last civil day, UTC, with an exchange of an account of the cluster.',
      ),
      row(
        'C-2',
        'nearly 25,000',
        '24,847',
        'accounts',
        'Accounts of the cluster with at least one exchange in the period, each counted once.',
      ),
      row(
        'C-3',
        '28.8 million',
        '28,817,346',
        'exchanges',
        'Completed requests of accounts of the cluster; a retried request counts once.',
      ),
      row(
        'C-4',
        '14.1 million',
        '14,120,500',
        'exchanges',
        'Exchanges of C-3 whose capability label is agentic reasoning or tool use.',
      ),
      row(
        'C-5',
        '9.8 million',
        '9,797,897',
        'exchanges',
        'Exchanges of C-3 whose capability label is coding or data analysis.',
      ),
    ],
    status: 'frozen',
    ...overrides,
  };
}

/** A table of `count` numbered rows, each holding a sentence. */
export function aTable(count: number): LetterDocument['blocks'][number] {
  return {
    type: 'table',
    caption: 'Daily exchanges',
    columns: [
      { header: 'Day of the campaign', align: 'left' },
      { header: 'Remark', align: 'left' },
      { header: 'Exchanges', align: 'right' },
    ],
    rows: Array.from({ length: count }, (_, index) => [
      [{ text: `Day ${index + 1}` }],
      [{ text: 'Traffic from all regions, counted in civil days of the UTC zone.' }],
      [{ text: `${(index + 1) * 1000}` }],
    ]),
  };
}

function recipient(name: string, title: string) {
  return {
    honorific: 'The Honorable',
    name,
    title,
    body: 'Committee on Banking, Housing, and Urban Affairs',
    addressLines: ['United States Senate', 'Washington, DC 20510'],
  };
}

function claim(number: string, text: string) {
  return { claim: { number, text } };
}

function row(
  number: string,
  phrase: string,
  value: string,
  unit: string,
  countingRule: string,
): ClaimAppendixRow {
  return {
    number,
    phrase,
    value,
    unit,
    countingRule,
    snapshot: { id: 'snap-2026-06-09-01', asOf: '2026-06-09T12:00:00Z' },
    queryHash: `sha256:${number.slice(2).repeat(4)}${'0a1b2c3d4e5f'.repeat(5)}`,
    reproducedBy: `sha256:${number.slice(2).repeat(4)}${'f5e4d3c2b1a0'.repeat(5)}`,
    asOf: '2026-06-05T23:59:59Z',
  };
}
