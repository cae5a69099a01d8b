import { v7 as uuidv7 } from 'uuid';
import { sha256 } from '@app/platform';
import { Claim, ClaimRecount } from '@app/claims';
import { LetterFlag } from '../../libs/letters/flags/letter-flag.entity';
import { fail, type Garden, PLANTED_AT } from './garden';

const FIGURES = [
  ['accounts.confirmed', 'accounts', '300', '300 accounts'],
  ['exchanges.campaign', 'exchanges', '28800000', '28.8 million exchanges'],
  ['activity.first_day', 'date', '2026-04-22', '22 April 2026'],
  ['activity.last_day', 'date', '2026-06-05', '5 June 2026'],
] as const;

/** An approved claim of each measure that a letter needs; gives the id of the last. */
export async function claim({ app, the }: Garden): Promise<string> {
  const rows = FIGURES.map(([measure, unit, value, text], index) => ({
    id: uuidv7(),
    caseId: the('cases'),
    number: index + 1,
    measure,
    unit,
    countingRule: `The rule of ${measure}.`,
    snapshotId: the('snapshots'),
    findingId: null,
    value,
    query: 'SELECT 1',
    parameters: null,
    queryHash: sha256(measure),
    engineVersion: '1',
    asOf: PLANTED_AT,
    computedAt: PLANTED_AT,
    phrase: { qualifier: 'exactly', rounded: value, unit, text } as const,
    reproduction: {
      query: 'SELECT 2',
      value,
      queryHash: sha256(`${measure} 2`),
      at: PLANTED_AT.toISOString(),
    },
    state: 'approved' as const,
    createdBy: 'somebody',
    createdAt: PLANTED_AT,
    phrasedBy: 'somebody',
    approvedBy: 'somebody else',
    approvedAt: PLANTED_AT,
    approvedHash: sha256('approved'),
    supersedesId: null,
    isSuperseded: false,
  }));
  await app.db.manager.insert(Claim, rows);
  return rows.at(-1)!.id;
}

/** Drafts a letter of the case with its claims; gives its id. */
export async function draftLetter({ app, as, the }: Garden): Promise<string> {
  const claims = await app.db.manager.find(Claim, { where: { caseId: the('cases') } });
  const path = `/v1/cases/${the('cases')}/letters`;
  const answer = await (
    await as('policy')
  ).post<{ id?: string }>(path, {
    template: 'partner-notice',
    claims: Object.fromEntries(claims.map(({ measure, id }) => [measure, id])),
    passages: { conduct: 'The accounts were opened in batches.' },
    recipients: [{ honorific: '', name: '', title: 'Security', body: 'Example Inc.', addressLines: [] }],
  });
  return answer.body.id ?? fail(path, answer);
}

export async function frozenLetter(garden: Garden): Promise<string> {
  const id = await draftLetter(garden);
  const [policy, legal] = [await garden.as('policy'), await garden.as('legal')];
  await policy.post(`/v1/letters/${id}/submit`);
  await legal.post(`/v1/letters/${id}/review`, { decision: 'approve', comment: 'Read.' });
  const frozen = await policy.post<{ frozen?: object }>(`/v1/letters/${id}/freeze`, { date: '2026-06-10' });
  return frozen.body.frozen ? id : fail('freeze', frozen);
}

export async function letterFlag({ app, the }: Garden): Promise<string> {
  const [recountId, id] = [uuidv7(), uuidv7()];
  await app.db.manager.insert(ClaimRecount, {
    id: recountId,
    claimId: the('claims'),
    snapshotId: the('snapshots'),
    state: 'counted',
    outcome: 'fails',
    value: '2026-06-04',
    reproduced: '2026-06-04',
    parameters: null,
    queryHash: sha256('recount'),
    requestedBy: 'somebody',
    requestedByName: 'Somebody',
    requestedAt: PLANTED_AT,
    countedAt: PLANTED_AT,
  });
  await app.db.manager.insert(LetterFlag, {
    id,
    letterId: the('letters'),
    claimId: the('claims'),
    claim: 'C-4',
    judgementId: null,
    judgement: null,
    why: null,
    phrase: '5 June 2026',
    valueThen: '2026-06-05',
    valueNow: '2026-06-04',
    recountId,
    snapshotId: the('snapshots'),
    taskId: null,
    raisedAt: PLANTED_AT,
    state: 'open',
    outcome: null,
    reason: null,
    amendmentId: null,
    resolvedBy: null,
    resolvedByName: null,
    resolvedAt: null,
  });
  return id;
}
