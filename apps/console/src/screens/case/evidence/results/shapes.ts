import type { View } from '../../../../api/client';

/** A finding as it is answered; the shape of its result is its analyzer's. */
export type Finding = Pick<View<'FindingView'>, 'analyzer' | 'result'>;

/** What the results hold of which the console speaks, by analyzer. */
export interface Results {
  'account-totals': {
    accounts: number;
    accountsUsed: number;
    accountsNeverUsed: number;
    exchanges: number;
    failed: number;
    inputTokens: number;
    outputTokens: number;
  };
  'daily-timeline': {
    days: { day: string; exchanges: number; activeAccounts: number; failed: number }[];
    /** Findings of earlier versions have none. */
    hours?: { at: string; exchanges: number }[];
    changePoints: { day: string; direction: 'rise' | 'fall'; ratio: number; because: string }[];
  };
  'capability-focus': {
    exchanges: number;
    capabilities: {
      capability: string;
      exchanges: number;
      share: number;
      shareOutside: number;
      lift: number | null;
    }[];
  };
  'model-shift': {
    releases: {
      model: string;
      releasedAt: string;
      detected: boolean;
      first24Hours: Shares;
      first72Hours: Shares;
      at24Hours: Shares;
      at72Hours: Shares;
    }[];
  };
  'shared-infrastructure': {
    core: { accounts: number };
    families: {
      campaign: number;
      top: {
        leader: string;
        variants: number;
        ownersInside: number;
        ownersOutside: number;
        exchangesInside: number;
      }[];
    };
  } & Record<'instruments' | 'domains' | 'networks' | 'fingerprints', { count: number; top: Tie[] }>;
  'synchronised-timing': {
    phaseSeconds: number;
    moments: { at: string; exchanges: number }[];
    coverage: number;
    share: number;
    shareOutside: number;
  };
  lifecycle: {
    accounts: number;
    bursts: {
      count: number;
      accounts: number;
      top: { from: string; to: string; accounts: number; others: number }[];
    };
    banWaves: {
      at: string;
      banned: number;
      created: number;
      riseOfCreation: number | null;
      medianLagHours: number | null;
      heirs: number;
      heirsBy: { instrument: string; banned: number; heirs: number }[];
    }[];
    reactivated: { aged: number; paused: number };
  };
  membership: {
    core: number;
    weighed: number;
    /** Absent in findings of before there was more than one look. */
    looks?: { count: number; found: number; familiesOfOthers: number };
    members: { accounts: number };
    suggestions: Record<'confirm' | 'clear' | 'review', number>;
    candidates: Record<'ban' | 'review' | 'look_alike', number>;
    /** Absent in findings of before victims were told. */
    compromised?: { accounts: number; inCase: number };
    traits: { trait: string; family: string; weights: number[] }[];
  };
  clusters: { accounts: number; clustered: number; stragglers: number; clusters: { count: number } };
  'cover-traffic': {
    keys: number;
    accountsWithCover: number;
    suggestions: Record<'cover' | 'campaign' | 'review', number>;
    exchanges: Record<'cover' | 'campaign' | 'review', number>;
  };
  value: {
    priceList: { version: string; currency: string };
    models: {
      model: string;
      tokenizer: string | null;
      exchanges: number;
      inputTokens: number;
      outputTokens: number;
      value: number | null;
    }[];
    value: number;
    unpriced: string[];
    notes: string[];
  };
  displacement: {
    waves: {
      at: string;
      accounts: number;
      days: { day: string; banned: number; survivors: number; newcomers: number }[];
    }[];
  };
}

/** A share of the case's own traffic and of everybody else's; null where there was none. */
export interface Shares {
  share: number | null;
  shareOutside: number | null;
}

/** A thing that accounts have in common. */
export interface Tie {
  value: string;
  ownersInside: number;
  ownersOutside: number;
}

/** The result of a finding by what its analyzer is. */
export type ResultOf<Name extends keyof Results> = Results[Name];

/** The result as that of this analyzer. */
export const resultOf = <Name extends keyof Results>(of: Finding, _analyzer: Name): Results[Name] =>
  of.result as unknown as Results[Name];
