import { isMember } from './profile';

describe('An account that the platform binds to other owners', () => {
  it('is of a programme, or under contract with an organisation that is not on record', () => {
    expect(isMember({ contract: 'programme', org: 'org-1' })).toBe(true);
    expect(isMember({ contract: 'enterprise', org: '' })).toBe(true);
    // Colleagues are one owner; a contract binds them to nobody else.
    expect(isMember({ contract: 'enterprise', org: 'org-1' })).toBe(false);
    expect(isMember({ contract: 'self_serve', org: '' })).toBe(false);
  });
});
