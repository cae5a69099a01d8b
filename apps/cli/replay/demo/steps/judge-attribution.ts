import type { Story } from '../story';

interface Judgement {
  id: string;
  state: string;
  contentHash: string;
}

/** What shows the network, by the analyzer that found it and the family of evidence that it is. */
const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  membership: ['prompts'],
  'shared-infrastructure': ['payment'],
  'synchronised-timing': ['timing'],
};

/**
 * The investigator judges that the accounts are one network, on what the analyzers found, and a second investigator
 * approves it. Who directed the network is not judged: nothing in the lab's own data shows it, and the letter says so.
 */
export async function judgeAttribution({ cast, state, say }: Story): Promise<void> {
  const { investigator, secondInvestigator } = cast;
  state.judgementId ??= (await judge(cast, state)).id;
  await state.save();
  const path = `/v1/judgements/${state.judgementId}`;
  const drafted = await investigator.get<Judgement>(path);
  if (drafted.state === 'draft') await investigator.post(`${path}/submit`);
  const submitted = await secondInvestigator.get<Judgement>(path);
  if (submitted.state === 'in_review')
    await secondInvestigator.post(`${path}/approve`, {
      contentHash: submitted.contentHash,
      comment:
        'A reseller’s mixed customers explain the cover traffic, not templates, cards and minutes in common.',
    });
  const { state: now } = await investigator.get<Judgement>(path);
  if (now !== 'approved') throw new Error(`the judgement is ${now}`);
  say('  attribution: one coordinated network, approved; who directed it is left open');
}

async function judge({ investigator }: Story['cast'], { caseId }: Story['state']): Promise<Judgement> {
  const findings = await investigator.get<{ id: string; analyzer: string }[]>(`/v1/cases/${caseId}/findings`);
  const evidence = Object.entries(SHOWN_BY).flatMap(([analyzer, families]) => {
    const finding = findings.find((one) => one.analyzer === analyzer);
    return families.flatMap((family) =>
      finding ? [{ family, reliability: 'A', credibility: 2, kind: 'finding', refId: finding.id }] : [],
    );
  });
  return investigator.post<Judgement>(`/v1/cases/${caseId}/judgements`, {
    rung: 1,
    statement:
      'The confirmed accounts are one coordinated network: they use prompts built from the same templates, pay with the same instruments, and begin in the same minutes.',
    likelihood: 'almost_certain',
    confidence: 'high',
    evidence,
    alternatives: [
      {
        hypothesis: 'A reseller with mixed customers',
        assessment:
          'It explains the keys with other traffic, which are left out; it does not explain the rest.',
      },
      {
        hypothesis: 'A benchmark or evaluation vendor measuring the models',
        assessment: 'Vendors known to us use accounts of their own name, and none of these.',
      },
    ],
    wouldChange:
      'Payment records by which the instruments turn out to be a marketplace’s and not the accounts’ own.',
  });
}
