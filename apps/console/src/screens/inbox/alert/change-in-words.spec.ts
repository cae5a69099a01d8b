import { changeInWords } from './change-in-words';

describe('a change of a claim in words', () => {
  it('names what changed and says it as a person reads it', () => {
    expect(changeInWords({ pointer: '/severity', kind: 'changed', from: 2, to: 4 } as never)).toEqual({
      what: 'Severity',
      gone: 'Medium',
      come: 'Critical',
    });
    const added = Array.from({ length: 22 }, (_, at) => `acct-${at}`);
    const { what, gone, come } = changeInWords({
      pointer: '/subjects/account',
      kind: 'added',
      to: added,
    } as never);
    expect([what, gone]).toEqual(['Accounts: 22 more', undefined]);
    expect(come).toMatch(/acct-19 and 2 more$/);
  });
});
