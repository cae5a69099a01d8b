import { figure } from '@app/platform';
import type { AccountSuggestion, AccountVerdict } from '../evidence-rows';
import { type AccountFacts, isRunner, type SharedWithRunners } from './account-facts';

/** Runners created together with a never-used account before its creation counts as part of a burst. */
const BURST_AT_LEAST = 3;
const UNUSED = 'It was never used.';

/**
 * Weighs one account. What it did with campaign families decides; what it merely shares with others never confirms
 * an account that has traffic of its own, because families, companies and carriers share things too.
 */
export function suggest(fact: AccountFacts, shared: SharedWithRunners): AccountVerdict {
  const { suggestion, score, because } = judge(fact, shared);
  return {
    accountId: fact.accountId,
    suggestion,
    score: Math.round(score * 1000) / 1000,
    campaignExchanges: fact.campaignExchanges,
    campaignFamilies: fact.campaignFamilies,
    shared: {
      ...shared,
      tiedNetworkExchanges: fact.tiedNetworkExchanges,
      tiedFingerprintExchanges: fact.tiedFingerprintExchanges,
    },
    because: [...because, ...supporting(fact, shared)],
  };
}

interface Judgement {
  suggestion: AccountSuggestion;
  score: number;
  because: string[];
}

function judge(fact: AccountFacts, shared: SharedWithRunners): Judgement {
  const { exchanges, campaignExchanges, campaignFamilies } = fact;
  const score = exchanges > 0 ? campaignExchanges / exchanges : 0;
  const use = `${figure(campaignExchanges)} of its ${figure(exchanges)} exchanges (${percent(score)}) use ${figure(campaignFamilies)} template ${plural(campaignFamilies, 'family', 'families')} of the campaign.`;
  if (fact.isProtected && (campaignExchanges > 0 || exchanges === 0)) {
    const because = 'It is on the allow-list of the platform: only a person can judge it.';
    return { suggestion: 'review', score, because: [because, exchanges > 0 ? use : UNUSED] };
  }
  if (exchanges === 0) return judgeUnused(shared);
  if (isRunner(fact)) return { suggestion: 'confirm', score, because: [use] };
  if (campaignExchanges > 0)
    return { suggestion: 'review', score, because: [use, 'That is too little to tell.'] };
  if (shared.runnersOnInstrument > 0) {
    const because = `None of its ${figure(exchanges)} exchanges uses a template family of the campaign, yet its payment instrument pays for accounts that do.`;
    return { suggestion: 'review', score, because: [because] };
  }
  const because = `None of its ${figure(exchanges)} exchanges uses a template family of the campaign.`;
  return { suggestion: 'clear', score, because: [because] };
}

/** Without traffic only company tells: the same instrument and the same burst together. */
function judgeUnused({ runnersOnInstrument, runnersInBurst }: SharedWithRunners): Judgement {
  if (runnersOnInstrument > 0 && runnersInBurst >= BURST_AT_LEAST) {
    const burst = `It was created within 20 minutes of ${figure(runnersInBurst)} accounts that run template families of the campaign.`;
    return { suggestion: 'confirm', score: 0.9, because: [UNUSED, burst] };
  }
  const alone = 'Payment instrument and time of creation together do not tie it to the campaign.';
  return { suggestion: 'review', score: runnersOnInstrument > 0 ? 0.5 : 0.1, because: [UNUSED, alone] };
}

function supporting(fact: AccountFacts, shared: SharedWithRunners): string[] {
  const { onInstrument, runnersOnInstrument } = shared;
  const share = (part: number): string => percent(part / fact.exchanges);
  return [
    ...(runnersOnInstrument > 0
      ? [
          `Its payment instrument also pays for ${figure(runnersOnInstrument)} other ${plural(runnersOnInstrument, 'account', 'accounts')} of the case that ${plural(runnersOnInstrument, 'runs', 'run')} template families of the campaign.`,
        ]
      : onInstrument > 0
        ? [
            `It shares its payment instrument with ${figure(onInstrument)} other ${plural(onInstrument, 'account', 'accounts')} of the case, none of which runs template families of the campaign.`,
          ]
        : []),
    ...(fact.tiedNetworkExchanges > 0
      ? [
          `${share(fact.tiedNetworkExchanges)} of its exchanges come from networks that the case uses far more than others do.`,
        ]
      : []),
    ...(fact.tiedFingerprintExchanges > 0
      ? [
          `${share(fact.tiedFingerprintExchanges)} of its exchanges carry a client fingerprint that is rare outside the case.`,
        ]
      : []),
  ];
}

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** Whole percent, but never 100 or 0 for what is not all or nothing. */
function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 100 && share < 1) return 'over 99 %';
  if (whole === 0 && share > 0) return 'under 1 %';
  return `${whole} %`;
}
