import { isOwnersOwn, mayBeCompromised } from './compromised';
import { TRAITS, UNTOLD } from './evidence-model';
import { type Profile, unheardOf } from './profile';

const runner = (accountId: string, overrides: Partial<Profile> = {}): Profile => ({
  ...unheardOf(accountId),
  exchanges: 100,
  campaignExchanges: 40,
  instrument: `card-${accountId}`,
  ...overrides,
});
const binned = (trait: string, bin: number): number[] =>
  TRAITS.map(({ name }) => (name === trait ? bin : UNTOLD));
const left = (...listed: Profile[]): string[] => mayBeCompromised(listed).map(({ accountId }) => accountId);

describe('Whose key may be stolen', () => {
  it('is who runs the campaign’s prompts among others', () => {
    expect(
      left(
        runner('both'),
        runner('nothing-else', { campaignExchanges: 100 }),
        runner('none', { campaignExchanges: 0 }),
        runner('without-card', { instrument: null }),
      ),
    ).toEqual(['both', 'without-card']);
  });

  it('is nobody whose card pays for a runner of another owner, but colleagues are one owner', () => {
    const on = (accountId: string, instrument: string, org: string) => runner(accountId, { instrument, org });
    expect(
      left(on('a', 'shared', ''), on('b', 'shared', ''), on('c', 'firm', 'org-1'), on('d', 'firm', 'org-1')),
    ).toEqual(['c', 'd']);
  });

  it('is nobody of a domain of the campaign, or created in a burst of it', () => {
    expect(
      left(
        runner('domain', { bins: binned('domain', 1) }),
        runner('burst', { bins: binned('burst', 1) }),
        runner('neither', { bins: binned('burst', 0) }),
      ),
    ).toEqual(['neither']);
  });

  it('shows by work of their own apart from the campaign’s time, and when it had come', () => {
    const of = (daysApart: number, daysSince: number) =>
      isOwnersOwn({ accountId: 'one', daysApart, daysSince });
    expect([of(5, 2), of(4, 30), of(60, 1)]).toEqual([true, false, false]);
  });
});
