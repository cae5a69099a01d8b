import { InvalidInputError } from '@app/platform';
import { applyChange, normaliseTags } from './case-change';
import { Case } from './case.entity';

const aCase = (over: Partial<Case> = {}): Case =>
  Object.assign(new Case(), {
    title: 'A',
    severity: 2,
    tlp: 'AMBER',
    pap: 'AMBER',
    tags: ['proxy'],
    customFields: { region: 'x' },
    isDerived: true,
    ...over,
  });

describe('changing a case', () => {
  it('tells only what differs', () => {
    const subject = aCase();
    expect(applyChange(subject, { title: 'A', severity: 3 }, undefined)).toEqual({
      before: { severity: 2 },
      after: { severity: 3 },
    });
    expect(subject).toMatchObject({ severity: 3, isDerived: false });
  });

  it('has one spelling for one tag', () => {
    expect(normaliseTags([' Re-Seller  Network', 're-seller network', 'é'])).toEqual([
      're-seller network',
      'é',
    ]);
    const subject = aCase();
    applyChange(subject, { addTags: ['New'], removeTags: ['PROXY'] }, undefined);
    expect(subject.tags).toEqual(['new']);
  });

  it('takes at most fifty tags', () => {
    const tags = Array.from({ length: 51 }, (_, i) => `tag ${i}`);
    expect(() => applyChange(aCase(), { tags }, undefined)).toThrow(InvalidInputError);
  });

  it('keeps the fields that are not named, and takes away what is null', () => {
    const subject = aCase();
    applyChange(subject, { customFields: { buyer: 'b' } }, undefined);
    expect(subject.customFields).toEqual({ region: 'x', buyer: 'b' });
    applyChange(subject, { customFields: { region: null } }, undefined);
    expect(subject.customFields).toEqual({ buyer: 'b' });
  });

  it('makes a label less restrictive only with a reason', () => {
    expect(() => applyChange(aCase(), { tlp: 'GREEN' }, undefined)).toThrow(
      expect.objectContaining({ extensions: { errors: [expect.objectContaining({ pointer: '/reason' })] } }),
    );
    expect(() => applyChange(aCase(), { tlp: 'RED', pap: 'RED' }, undefined)).not.toThrow();
    expect(() => applyChange(aCase(), { pap: 'CLEAR' }, 'Published.')).not.toThrow();
  });
});
