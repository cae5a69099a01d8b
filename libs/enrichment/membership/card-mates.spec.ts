import { cardMates, type OnCard } from './card-mates';

/** Accounts on one card, each with an owner of its own. */
const onCard = (instrument: string, ids: string, more: Partial<OnCard> = {}): OnCard[] =>
  [...ids].map((accountId) => ({
    accountId,
    instrument,
    owner: accountId,
    isMember: false,
    exchanges: 40,
    campaignExchanges: 0,
    ...more,
  }));

const matesOf = (accounts: readonly OnCard[], taken: string): string[] =>
  cardMates(accounts, (id) => taken.includes(id)).map(({ accountId }) => accountId);

describe('Who else is on a card of accounts that were found', () => {
  it('is for a person where these are half of the accounts on it, with the numbers', () => {
    const [mate] = cardMates(onCard('card-1', 'abc'), (id) => id !== 'c');
    expect(mate).toMatchObject({
      accountId: 'c',
      tier: 'review',
      evidence: ['payment'],
      because: ['2 of the 3 accounts on its card are for a ban or for a person.'],
    });
    expect(matesOf(onCard('card-1', 'abcd'), 'ab')).toEqual(['c', 'd']);
    expect(matesOf(onCard('card-1', 'abcde'), 'ab')).toEqual([]);
  });

  it('is left alone where one owner alone was found', () => {
    expect(matesOf(onCard('card-1', 'ab'), 'a')).toEqual([]);
    expect(matesOf([...onCard('card-1', 'ab', { owner: 'org' }), ...onCard('card-1', 'c')], 'ab')).toEqual(
      [],
    );
  });

  it('is told card by card, and not of members of a programme', () => {
    const two = [...onCard('card-1', 'abc'), ...onCard('card-2', 'xy')];
    expect(matesOf(two, 'ab')).toEqual(['c']);
    expect(matesOf([...onCard('card-1', 'ab'), ...onCard('card-1', 'c', { isMember: true })], 'ab')).toEqual(
      [],
    );
  });
});
