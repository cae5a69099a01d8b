import type { Actor } from '@app/audit';
import { actsOf, type LetterStanding } from './letter-acts';
import type { LetterState } from './letter-state';

const standing = (state: LetterState, over: Partial<LetterStanding> = {}): LetterStanding => ({
  letter: { state },
  versions: [{ savedBy: 'author' }],
  findings: [],
  frozen: null,
  signature: null,
  dispatch: null,
  flags: [],
  ...over,
});
const person = (id: string, ...permissions: string[]): Actor => ({
  kind: 'user',
  id,
  name: id,
  permissions: new Set(permissions),
});
const everything = ['letters.draft', 'letters.review', 'letters.sign', 'letters.dispatch'];
const free = (of: LetterStanding, who = person('another', ...everything)): string[] =>
  actsOf(of, who).flatMap(({ act, because }) => (because === null ? [act] : []));
const because = (of: LetterStanding, act: string, who: Actor): string | null | undefined =>
  actsOf(of, who).find((possible) => possible.act === act)?.because;

describe('what can be done to a letter', () => {
  it.each([
    ['Draft', ['edit', 'submit', 'withdraw']],
    ['InReview', ['edit', 'approve', 'request_changes', 'withdraw']],
    ['Approved', ['edit', 'freeze', 'withdraw']],
    ['Frozen', ['sign', 'withdraw']],
    ['Signed', ['dispatch', 'withdraw']],
    ['Dispatched', ['acknowledge']],
    ['Acknowledged', ['acknowledge']],
    ['Withdrawn', []],
  ] as const)('%s: %j', (state, acts) => {
    expect(free(standing(state))).toEqual(acts);
  });

  it('is not reviewed by an author, nor signed by an author or the reviewer, and that is said', () => {
    expect(because(standing('InReview'), 'approve', person('author', ...everything))).toContain('You wrote');
    const frozen = { authorIds: ['author'], reviewerId: 'reviewer' };
    for (const id of ['author', 'reviewer'])
      expect(because(standing('Frozen', { frozen }), 'sign', person(id, ...everything))).toContain(
        'wrote or approved',
      );
  });

  it('is not approved with findings, and not sent with an open flag', () => {
    const findings = [{ rule: 'gap', pointer: '/subject', offset: 0, text: '', detail: '' } as const];
    expect(free(standing('InReview', { findings }))).not.toContain('approve');
    expect(free(standing('Signed', { flags: [{ state: 'open' }] }))).toEqual(['withdraw', 'resolve_flag']);
  });

  it('is settled by hand while its dispatch waits, and not withdrawn', () => {
    expect(free(standing('Signed', { dispatch: { state: 'waiting' } }))).toEqual(['resolve']);
  });

  it('is not signed without the right, and that is said', () => {
    expect(because(standing('Frozen'), 'sign', person('policy', 'letters.draft'))).toContain('signatory');
  });
});
