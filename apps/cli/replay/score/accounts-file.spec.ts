import { accountsFileOf, csvOfAccounts, judgedAccounts } from './accounts-file';
import type { Looking } from './judge';
import type { Looked } from './look';
import type { TrueAccount } from './truth';

const truth = (label: TrueAccount['label'], cluster = '', kind = ''): TrueAccount => ({
  label,
  cluster,
  class: kind,
});
const LOOKING: Looking = {
  seed: 45,
  variant: 'june',
  scale: 0.01,
  seeds: ['named'],
  truth: new Map([
    ['missed', truth('campaign', 'HY-01')],
    ['innocent', truth('hard_negative', '', 'agency')],
    ['named', truth('benign')],
    ['nobody', truth('benign')],
  ]),
  exchanges: new Map([['innocent', 12]]),
  bridge: ['LAB-D', 'HY-01'],
  stragglers: ['SING'],
};
const LOOKED: Looked = {
  tiers: new Map([
    ['innocent', 'review'],
    ['unknown', 'ban'],
  ]),
  scores: new Map([['innocent', 0.6]]),
  reasons: new Map([['innocent', ['=It is, on "a card".', 'And more.']]]),
  clusters: new Map([['innocent', '3']]),
  bridges: [],
  seconds: {},
};

describe('The accounts of a score', () => {
  it('are those of the campaign, those that were named and those in a tier, beside the truth', () => {
    const accounts = judgedAccounts(LOOKING, LOOKED);
    expect(accounts.map((each) => [each.account_id, each.label, each.named, each.tier])).toEqual([
      ['innocent', 'hard_negative', 'no', 'review'],
      ['missed', 'campaign', 'no', null],
      ['named', 'benign', 'yes', null],
      ['unknown', null, 'no', 'ban'],
    ]);
  });

  it('are a table that a spreadsheet takes for text', () => {
    const [header, innocent] = csvOfAccounts(judgedAccounts(LOOKING, LOOKED)).split('\n');
    expect(header).toBe(
      'variant,seed,account_id,label,cluster,class,named,exchanges,tier,found_cluster,score,because',
    );
    expect(innocent).toBe(
      `june,45,innocent,hard_negative,,agency,no,12,review,3,0.6,"'=It is, on ""a card"". And more."`,
    );
  });

  it('go beside the scores', () => {
    expect(accountsFileOf('var/score.json')).toBe('var/score-accounts.csv');
    expect(accountsFileOf('here/score')).toBe('here/score-accounts.csv');
  });
});
