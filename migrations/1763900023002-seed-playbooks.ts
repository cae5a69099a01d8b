import { sqlMigration } from './sql-migration';

/** The same five tasks end in most playbooks: from who is innocent to an order that a second person approved. */
const BANNING = `
  look-alikes | Investigation | 96 | mandatory | freeze-snapshot | Check the look-alikes | Who shares traits with these accounts and is innocent: same carrier, same reseller, same template. Clear them with a reason.
  blast-radius | Enforcement | 120 | mandatory | look-alikes | Read the blast radius | Organisations, contracts and protected accounts that an order would hit, at the frozen snapshot.
  observe-or-ban | Enforcement | 120 | mandatory |  | Decide: observe or ban | An early ban warns and makes accounts come back under other names; a late one costs. Write down who decided, why, and when it is looked at again.
  propose-order | Enforcement | 144 | mandatory | blast-radius, observe-or-ban | Propose the order | The list of confirmed accounts, in stages where it is large.
  approve-order | Enforcement | 168 | mandatory | propose-order | Approve the order by a second person | Never the one who proposed it; approve what was read, not what is said of it.`;

/** One task a line: key | group | hours after the opening | mandatory | what it waits for | title | description. */
const PLAYBOOKS: readonly {
  kind: string;
  name: string;
  description: string;
  fields: readonly string[];
  tasks: string;
}[] = [
  {
    kind: 'distillation',
    name: 'Distillation',
    description:
      'Systematic extraction of what a model can do, usually by many accounts that share means of payment, infrastructure and prompts.',
    fields: ['targetedCapabilities'],
    tasks: `
  freeze-snapshot | Evidence | 24 | mandatory |  | Freeze a snapshot | Every figure of the case is counted from it.
  count-accounts | Evidence | 48 | mandatory | freeze-snapshot | Count accounts and exchanges | With the counting rule: is cover traffic in or out, what is an exchange.
  second-count | Evidence | 72 | mandatory | count-accounts | Verify with a second count | Another query by another person gives the same value.
  alternatives | Investigation | 96 |  | freeze-snapshot | Judge the attribution, with alternatives | Accounts to cluster, cluster to operator, operator to organisation, organisation to direction: each with its confidence. No named organisation on one family of evidence.
  cover-traffic | Investigation | 96 |  | freeze-snapshot | Tell cover traffic from the campaign | One network may carry unrelated customers; judge the keys.${BANNING}
  determinations | Notification | 72 | mandatory |  | Determine for each regime whether it applies | Also "not reportable", with the reason and what would reopen it.
  letter | Notification | 240 |  | second-count, determinations | Draft the letter | Every figure is a claim; no wording above the approved confidence.
  displacement-watch | Monitoring | 504 |  | approve-order | Watch for displacement | Where the traffic went in the fourteen days after the ban; new accounts with the old traits.
  after-action | Monitoring | 720 | mandatory |  | Write the after-action note | What found it, what missed it, what the detectors should learn.`,
  },
  {
    kind: 'credential_theft',
    name: 'Credential theft and resale',
    description: "Customers' keys or sessions used or sold by others. The customers are victims.",
    fields: [],
    tasks: `
  revoke-keys | Containment | 4 | mandatory |  | Revoke the stolen keys | With the owners told at once; a revoked key stops their service too.
  tell-owners | Containment | 24 | mandatory | revoke-keys | Tell the owners | What was used, from when, and what they should rotate.
  freeze-snapshot | Evidence | 24 | mandatory |  | Freeze a snapshot | Before the traffic of the owners and of the thieves mixes further.
  split-traffic | Evidence | 72 | mandatory | freeze-snapshot | Split the owners' traffic from the thieves' | By key, address and time; the owners are cleared.
  resale-channel | Investigation | 96 |  |  | Find where the keys are sold | Shops, repositories, proxies; how the keys leaked.${BANNING}
  billing | Repair | 168 | mandatory | split-traffic | Put the bills right | What the owners were charged for traffic that was not theirs.
  determinations | Notification | 24 | mandatory |  | Determine for each regime whether it applies | Personal data is likely: awareness starts clocks.
  after-action | Monitoring | 720 | mandatory |  | Write the after-action note | How the keys leaked and what would have shown it sooner.`,
  },
  {
    kind: 'wrongful_enforcement',
    name: 'Wrongful enforcement',
    description: 'The lab itself hit people who did nothing wrong. Repair comes first, the reason second.',
    fields: ['reinstatedAt', 'billingStoppedAt', 'affectedPeople'],
    tasks: `
  stop-billing | Repair | 2 | mandatory |  | Stop billing | For every account that cannot be used; keys too.
  reinstate | Repair | 8 | mandatory |  | Reinstate | Seats, keys, data and limits as they were; by an order that a second person approves.
  verify-access | Repair | 24 | mandatory | reinstate | Verify that they can work again | Sign-in, key, data: asked of the people, not of the database.
  answer-appeals | Repair | 24 | mandatory | reinstate | Answer every appeal | By somebody who did not decide the ban.
  apology | Repair | 48 | mandatory | verify-access | Apologise | What happened, since when, what was put right, whom to call. No form letter to an organisation.
  refund | Repair | 72 | mandatory | stop-billing | Refund and credit | For the time without service.
  freeze-snapshot | Review | 24 | mandatory |  | Freeze a snapshot | What the order knew when it was approved.
  others-hit | Review | 48 | mandatory | freeze-snapshot | Look for others hit by the same rule | Same detector version, same clause, same order: they have not all appealed.
  blast-radius-review | Review | 96 | mandatory | freeze-snapshot | Review the blast radius that was approved | Did it show these people? If so, why was it approved; if not, what did it lack?
  detector-review | Review | 120 | mandatory | others-hit | Correct or mute the detector | With its owner; precision is counted again afterwards.
  determinations | Notification | 72 |  |  | Determine whether anybody must be told | Statements of reasons, complaint handling, contracts.
  after-action | Review | 336 | mandatory | blast-radius-review | Write the after-action note | Time from ban to repair, and what would shorten it.`,
  },
  {
    kind: 'region_evasion',
    name: 'Region evasion',
    description: 'Use from where the lab does not serve, through proxies, resellers or false details.',
    fields: ['regionPolicy'],
    tasks: `
  freeze-snapshot | Evidence | 24 | mandatory |  | Freeze a snapshot | Address blocks and sign-up details as they are now.
  policy-clause | Investigation | 48 | mandatory |  | Name the clause | Which region rule, in which version, on which dates.
  carriers | Investigation | 72 | mandatory | freeze-snapshot | Rule out carriers, travellers and corporate proxies | An address is no residence.
  resellers | Investigation | 96 |  | freeze-snapshot | Find the reseller behind it | Shared instruments, one buyer for many accounts.${BANNING}
  determinations | Notification | 72 | mandatory |  | Determine for each regime whether it applies | Export control and sanctions are for counsel.
  displacement-watch | Monitoring | 504 |  | approve-order | Watch for displacement | New accounts from the same blocks and instruments.`,
  },
  {
    kind: 'academic_replication',
    name: 'Academic replication',
    description:
      'Research that extracts outputs in the open. Often allowed, sometimes without asking; talk before any ban.',
    fields: [],
    tasks: `
  read-publication | Investigation | 48 | mandatory |  | Read the publication and its data | What was extracted, how much, under which account, released how.
  talk | Investigation | 96 | mandatory |  | Talk with the authors | Before anything is enforced; through the research programme.
  research-terms | Investigation | 96 | mandatory |  | Check terms and exceptions for research | Access programmes, licences, consent that somebody at the lab gave.
  freeze-snapshot | Evidence | 72 |  |  | Freeze a snapshot | To compare what was published with what was used.
  proportion | Decision | 168 | mandatory | talk, research-terms | Decide what is in proportion | Nothing, a conversation, a limit, a request to withdraw the data; a ban last, and by two people.
  determinations | Notification | 168 |  |  | Determine whether anybody must be told | Usually nobody; say why.
  after-action | Monitoring | 720 |  | proportion | Write the after-action note | Whether the terms should say more.`,
  },
];

const FIELDS: readonly (readonly [
  key: string,
  kind: string,
  label: string,
  type: string,
  description: string,
  choices?: readonly (readonly [string, string])[],
])[] = [
  [
    'targetedCapabilities',
    'distillation',
    'Targeted capabilities',
    'text',
    'What the campaign was after: agentic coding, reasoning traces, tool use.',
  ],
  ['resaleChannel', 'credential_theft', 'Resale channel', 'text', 'Where the keys are sold.'],
  [
    'keysRevokedAt',
    'credential_theft',
    'Keys revoked at',
    'instant',
    'When the last stolen key stopped working.',
  ],
  ['affectedPeople', 'wrongful_enforcement', 'People affected', 'integer', 'Seats that could not be used.'],
  [
    'billingStoppedAt',
    'wrongful_enforcement',
    'Billing stopped at',
    'instant',
    'For the last account that was hit.',
  ],
  ['reinstatedAt', 'wrongful_enforcement', 'Reinstated at', 'instant', 'When the last account worked again.'],
  ['refund', 'wrongful_enforcement', 'Refunded', 'money', 'All refunds and credits together.'],
  [
    'regionPolicy',
    'region_evasion',
    'Region policy',
    'choice',
    'Which rule about regions is concerned.',
    [
      ['unsupported_region', 'Unsupported region'],
      ['ownership', 'Ownership from an unsupported region'],
      ['sanctions', 'Sanctions or export control'],
      ['other', 'Another'],
    ],
  ],
  ['publication', 'academic_replication', 'Publication', 'url', 'Where it was published.'],
];

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const json = (value: unknown): string => `${quoted(JSON.stringify(value))}::jsonb`;

const playbookRows = PLAYBOOKS.map(({ kind, name, description, fields, tasks }) => {
  const list = tasks
    .trim()
    .split('\n')
    .map((line) => {
      const [key, groupName, hours, mandatory, waitsFor, title, text] = line
        .split('|')
        .map((part) => part.trim());
      const dueInHours = hours ? Number(hours) : null;
      const dependsOn = waitsFor ? waitsFor.split(', ') : [];
      return {
        key,
        title,
        description: text,
        groupName,
        dueInHours,
        isMandatory: mandatory !== '',
        dependsOn,
      };
    });
  const required = `ARRAY[${fields.map(quoted).join(', ')}]::text[]`;
  return `(gen_random_uuid(), ${quoted(kind)}, 1, ${quoted(name)}, ${quoted(description)}, ${json(list)}, ${required}, 'Docket', now())`;
});
const fieldRows = FIELDS.map(([key, kind, label, type, description, choices = []], i) => {
  const list = choices.map(([value, said]) => ({ value, label: said, isArchived: false }));
  return `(gen_random_uuid(), ${quoted(key)}, ${quoted(label)}, ${quoted(description)}, ${quoted(type)}, ARRAY[${quoted(kind)}], false, ${i + 1}, ${json(list)}, now())`;
});

/** The playbooks and custom fields that an installation begins with; people change them from there. */
export const SeedPlaybooks = sqlMigration('SeedPlaybooks1763900023002', {
  up: `
    INSERT INTO custom_fields (id, key, label, description, type, kinds, is_required_to_close, position, choices, created_at)
    VALUES ${fieldRows.join(',\n      ')};
    INSERT INTO playbooks (id, kind, version, name, description, tasks, required_fields, written_by, written_at)
    VALUES ${playbookRows.join(',\n      ')};`,
  down: `
    DELETE FROM case_playbooks;
    DELETE FROM playbooks;
    DELETE FROM custom_fields;`,
});
