import type { JudgementView } from '../../libs/enrichment/attribution/judgements.dto';
import type { TestApp } from './app';
import type { Answer, HttpClient } from './http-client';

/** What a source says of the case, recorded in it; gives the id. */
export async function anAssertion(who: HttpClient, caseId: string): Promise<string> {
  const { body } = await who.post<{ id: string }[]>(`/v1/cases/${caseId}/assertions`, {
    assertions: [
      {
        about: 'attribution',
        statement: 'The accounts belong together.',
        value: { kind: 'text', text: 'One network' },
        source: { kind: 'partner', publisher: 'Example Partner' },
      },
    ],
  });
  return body[0]!.id;
}

/** The body of a judgement on the first rung, resting on this assertion. */
export const aJudgement = (assertionId: string, over: object = {}): object => ({
  rung: 1,
  statement: 'The accounts are one coordinated network.',
  likelihood: 'almost_certain',
  confidence: 'low',
  evidence: [{ family: 'partner', reliability: 'B', credibility: 2, kind: 'assertion', refId: assertionId }],
  alternatives: [{ hypothesis: 'Customers of one reseller', assessment: 'Their prompts are the same.' }],
  wouldChange: 'Accounts of the network whose prompts have nothing in common.',
  ...over,
});

/** A judgement written by one investigator and approved by another. */
export async function approvedJudgement(
  app: TestApp,
  caseId: string,
  over: object = {},
): Promise<Answer<JudgementView>> {
  const [author, reviewer] = [
    await app.as('investigator'),
    await app.as('investigator', 'second-investigator'),
  ];
  const body = aJudgement(await anAssertion(author, caseId), over);
  const { id } = (await author.post<JudgementView>(`/v1/cases/${caseId}/judgements`, body)).body;
  const { contentHash } = (await author.post<JudgementView>(`/v1/judgements/${id}/submit`)).body;
  return reviewer.post<JudgementView>(`/v1/judgements/${id}/approve`, { contentHash, comment: 'Weighed.' });
}
