import { isTouched } from './live';

const CASE = '018f0000-0000-7000-8000-000000000001';
const act = (action: string, caseId: string | null = CASE) => ({
  sequence: 1,
  action,
  subjectKind: 'case',
  subjectId: CASE,
  caseId,
  at: '2026-06-05T17:20:00.000Z',
  actorId: 'someone',
});

describe('what an act makes old', () => {
  it.each([
    ['case.accounts_judged', '/v1/cases/{id}/accounts', CASE, true],
    ['case.accounts_judged', '/v1/cases/{id}/accounts/counts', CASE, true],
    ['case.accounts_judged', '/v1/cases/{id}', CASE, true],
    ['case.accounts_judged', '/v1/cases/{id}/notes', CASE, false],
    ['case.accounts_judged', '/v1/cases/{id}/accounts', 'another', false],
    ['case.note_added', '/v1/cases/{id}/accounts', CASE, false],
    ['case.note_added', '/v1/cases/{id}/timeline', CASE, true],
    ['order.approved', '/v1/orders/{id}', CASE, true],
    ['order.approved', '/v1/cases/{id}', CASE, false],
    ['snapshot.taken', '/v1/snapshots', CASE, true],
  ])('%s and %s of case %s: %s', (action, path, id, isOld) => {
    expect(isTouched([path, { path: { id } }], act(action))).toBe(isOld);
  });

  it('is a list of all cases as well, whichever case was acted on', () => {
    expect(isTouched(['/v1/cases', {}], act('case.moved'))).toBe(true);
  });
});
