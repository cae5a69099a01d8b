import { sqlMigration } from './sql-migration';

/** One task a line: key | group | hours after the opening | mandatory | what it waits for | title | description. */
const PLAYBOOKS: readonly { kind: string; name: string; description: string; tasks: string }[] = [
  {
    kind: 'misuse',
    name: 'Misuse',
    description:
      'The model used against others: intrusion, espionage, fraud, surveillance, influence. Those it was used against are victims.',
    tasks: `
  freeze-snapshot | Evidence | 24 | mandatory |  | Freeze a snapshot | Every figure of the case is counted from it.
  policy-clause | Investigation | 48 | mandatory |  | Name the clause | What was done, under which clause, on which dates.
  victims | Investigation | 48 | mandatory |  | Find those it was used against | Targets, and which of them were reached; what is not known is written down as unknown.
  look-alikes | Investigation | 96 | mandatory | freeze-snapshot | Check the look-alikes | Defenders, researchers and teachers ask for much the same.
  propose-order | Enforcement | 96 |  | look-alikes | Propose the order | The list of confirmed accounts, in stages where it is large.
  approve-order | Enforcement | 120 |  | propose-order | Approve the order by a second person | Never the one who proposed it; approve what was read, not what was meant.
  tell-victims | Notification | 72 | mandatory | victims | Tell victims and authorities | Or say why not, and who decided.
  determinations | Notification | 72 | mandatory |  | Determine for each regime whether it applies | Harm to others starts clocks that extraction does not.
  share-indicators | Notification | 168 |  | victims | Share indicators | With labs and providers, after legal review.
  after-action | Monitoring | 720 | mandatory |  | Write the after-action note | What found it, what missed it, what the detectors should learn.`,
  },
  {
    kind: 'resale',
    name: 'Unauthorised resale',
    description:
      'Access sold on without permission, through gateways and pooled accounts. Its customers may know nothing of it.',
    tasks: `
  freeze-snapshot | Evidence | 24 | mandatory |  | Freeze a snapshot | Every figure of the case is counted from it.
  channel | Investigation | 72 | mandatory |  | Describe the gateway | Where it sells, how it pools accounts, what it promises.
  customers | Investigation | 96 | mandatory | freeze-snapshot | Tell its customers from its operators | What passes through may be innocent, or another campaign: link that case.
  propose-order | Enforcement | 144 |  | customers | Propose the order | The list of confirmed accounts, in stages where it is large.
  approve-order | Enforcement | 168 |  | propose-order | Approve the order by a second person | Never the one who proposed it; approve what was read, not what was meant.
  determinations | Notification | 72 | mandatory |  | Determine for each regime whether it applies | Export control and sanctions are for counsel.
  displacement-watch | Monitoring | 504 |  | approve-order | Watch for displacement | New accounts from the same instruments.`,
  },
];

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const rows = PLAYBOOKS.map(({ kind, name, description, tasks }) => {
  const list = tasks
    .trim()
    .split('\n')
    .map((line) => {
      const [key, groupName, hours, mandatory, waitsFor, title, text] = line
        .split('|')
        .map((part) => part.trim());
      return {
        key,
        title,
        description: text,
        groupName,
        dueInHours: Number(hours),
        isMandatory: mandatory !== '',
        dependsOn: waitsFor ? waitsFor.split(', ') : [],
      };
    });
  return `(gen_random_uuid(), ${quoted(kind)}, 1, ${quoted(name)}, ${quoted(description)}, ${quoted(JSON.stringify(list))}::jsonb, '{}', 'Docket', now())`;
});

/** Playbooks of two more kinds of case: use of the model against others, and access sold on. */
export const SeedMisuseAndResale = sqlMigration('SeedMisuseAndResale1763900043001', {
  up: `
    INSERT INTO playbooks (id, kind, version, name, description, tasks, required_fields, written_by, written_at)
    VALUES ${rows.join(',\n      ')};`,
  down: `
    DELETE FROM case_playbooks WHERE playbook_id IN (SELECT id FROM playbooks WHERE kind IN ('misuse', 'resale'));
    DELETE FROM playbooks WHERE kind IN ('misuse', 'resale');`,
});
