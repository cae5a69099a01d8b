import { staleness, type ThenAndNow } from './staleness';

const SAME: ThenAndNow = {
  accounts: { before: 200, now: 200 },
  isSameAccounts: true,
  snapshots: { before: 1, now: 2 },
  isSameData: true,
  failed: [],
  renewed: [],
};

describe('what is stale', () => {
  it('is nothing while accounts and data are the same, whatever the snapshot is called', () => {
    expect(staleness(SAME)).toEqual([]);
  });

  it.each([
    [{ isSameData: false }, 'data', 'Snapshot 2 has other data than snapshot 1.'],
    [{ isSameAccounts: false }, 'accounts', 'Some of the 200 accounts are others now.'],
    [
      { isSameAccounts: false, accounts: { before: 200, now: 212 } },
      'accounts',
      'It looked at 200 accounts; 212 are not cleared now.',
    ],
    [{ failed: ['value'] }, 'failed', 'Did not come to an end: value.'],
    [{ renewed: ['clusters', 'value'] }, 'analyzers', 'Have a new version since: clusters, value.'],
  ])('%j: %s', (change, kind, detail) => {
    expect(staleness({ ...SAME, ...change })).toEqual([{ kind, detail }]);
  });
});
