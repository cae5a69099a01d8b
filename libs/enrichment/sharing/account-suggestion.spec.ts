import { type AccountFacts, BURST_MS, sharedWithRunners } from './account-facts';
import { suggest } from './account-suggestion';

const NOON = Date.UTC(2026, 3, 16, 12);

const fact = (overrides: Partial<AccountFacts> = {}): AccountFacts => ({
  accountId: 'acct-1',
  createdAt: NOON,
  isProtected: false,
  instrument: null,
  exchanges: 100,
  campaignExchanges: 0,
  campaignFamilies: 0,
  tiedNetworkExchanges: 0,
  tiedFingerprintExchanges: 0,
  ...overrides,
});

const runner = (id: number, overrides: Partial<AccountFacts> = {}): AccountFacts =>
  fact({ accountId: `runner-${id}`, campaignExchanges: 90, campaignFamilies: 12, ...overrides });

const suggestionsOf = (facts: AccountFacts[]) => {
  const shared = sharedWithRunners(facts);
  return facts.map((each, i) => suggest(each, shared[i]!));
};

const unused = (overrides: Partial<AccountFacts> = {}): AccountFacts =>
  fact({ accountId: 'unused', exchanges: 0, ...overrides });

describe('What the evidence suggests for an account', () => {
  it('confirms who runs campaign families, mixed with other traffic or not', () => {
    expect(suggestionsOf([runner(1), runner(2, { campaignExchanges: 3 })]).map((s) => s.suggestion)).toEqual([
      'confirm',
      'confirm',
    ]);
    expect(suggestionsOf([runner(1)])[0]!.because[0]).toBe(
      '90 of its 100 exchanges (90 %) use 12 template families of the campaign.',
    );
    expect(suggestionsOf([runner(1, { exchanges: 23_140, campaignExchanges: 2_314 })])[0]!.because[0]).toBe(
      '2,314 of its 23,140 exchanges (10 %) use 12 template families of the campaign.',
    );
  });

  it('leaves one stray exchange among many to a person', () => {
    expect(suggestionsOf([runner(1, { campaignExchanges: 1 })])[0]!.suggestion).toBe('review');
    expect(suggestionsOf([runner(1, { campaignExchanges: 1, exchanges: 1 })])[0]!.suggestion).toBe('confirm');
  });

  it('clears who has traffic outside of the campaign, even from shared networks', () => {
    const [innocent] = suggestionsOf([fact({ tiedNetworkExchanges: 80 }), runner(1)]);
    expect(innocent).toMatchObject({ suggestion: 'clear', score: 0 });
    expect(innocent!.because).toHaveLength(2);
  });

  it('never confirms an account on the allow-list by itself', () => {
    expect(suggestionsOf([runner(1, { isProtected: true })])[0]!.suggestion).toBe('review');
    expect(suggestionsOf([fact({ isProtected: true })])[0]!.suggestion).toBe('clear');
  });

  it('confirms a never-used account only by instrument and burst together', () => {
    const company = [1, 2, 3].map((id) => runner(id, { instrument: 'pi-1', createdAt: NOON + id * 60_000 }));
    const judged = (account: AccountFacts) => suggestionsOf([account, ...company])[0]!.suggestion;
    expect(judged(unused({ instrument: 'pi-1' }))).toBe('confirm');
    expect(judged(unused({ instrument: 'pi-2' }))).toBe('review');
    expect(judged(unused({ instrument: 'pi-1', createdAt: NOON - BURST_MS }))).toBe('review');
    expect(judged(unused({ instrument: 'pi-1', createdAt: null }))).toBe('review');
  });

  it('counts the others on an instrument and in a burst, not the account itself', () => {
    const facts = [
      runner(1, { instrument: 'pi-1' }),
      runner(2, { instrument: 'pi-1', createdAt: NOON + BURST_MS }),
      fact({ instrument: 'pi-1', createdAt: NOON + BURST_MS + 1 }),
    ];
    expect(sharedWithRunners(facts)).toEqual([
      { onInstrument: 2, runnersOnInstrument: 1, runnersInBurst: 1 },
      { onInstrument: 2, runnersOnInstrument: 1, runnersInBurst: 1 },
      { onInstrument: 2, runnersOnInstrument: 2, runnersInBurst: 1 },
    ]);
  });
});
