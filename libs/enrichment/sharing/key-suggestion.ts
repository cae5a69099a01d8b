import { figure } from '@app/platform';
import type { KeySuggestion, KeyVerdict } from '../evidence-rows';

/**
 * Share of a key's exchanges in campaign families from which the key is the campaign's: an operator also runs
 * skeletons that too few accounts use to count as a family of the campaign.
 */
const CAMPAIGN_FROM = 0.2;

/** What one key did. */
export type KeyUse = Omit<KeyVerdict, 'suggestion' | 'score' | 'because'>;

/** Working hours of one person: the share of a day's traffic in its busiest twelve hours from which a rhythm is human. */
const HUMAN_RHYTHM = 0.65;

/**
 * Weighs one key. A reseller's account carries the campaign on one key and its real customers on others; such a key
 * is cover: its exchanges are no part of the campaign although the account is.
 * @param isRunner whether the key's account runs campaign families on any of its keys
 */
export function suggestForKey(use: KeyUse, isRunner: boolean): KeyVerdict {
  const share = use.exchanges > 0 ? use.campaignExchanges / use.exchanges : 0;
  const verdict = judge(use, share, isRunner);
  return {
    ...use,
    ...verdict,
    score: Math.round((1 - share) * 1000) / 1000,
    because: [...verdict.because, rhythm(use)],
  };
}

function judge(
  { exchanges, campaignExchanges }: KeyUse,
  share: number,
  isRunner: boolean,
): { suggestion: KeySuggestion; because: string[] } {
  const use = `${figure(campaignExchanges)} of its ${figure(exchanges)} exchanges use template families of the campaign.`;
  if (!isRunner) {
    return {
      suggestion: 'review',
      because: [use, 'Its account does not run the campaign, so the key covers nothing.'],
    };
  }
  if (campaignExchanges === 0) {
    return {
      suggestion: 'cover',
      because: [
        `None of its ${figure(exchanges)} exchanges uses a template family of the campaign, while its account runs them on another key.`,
      ],
    };
  }
  if (share >= CAMPAIGN_FROM) return { suggestion: 'campaign', because: [use] };
  return { suggestion: 'review', because: [use, 'Campaign and other traffic are mixed on one key.'] };
}

function rhythm({ hours, exchanges }: KeyUse): string {
  const doubled = [...hours, ...hours];
  const busiest = Math.max(
    ...hours.map((_, from) => doubled.slice(from, from + 12).reduce((a, b) => a + b, 0)),
  );
  const share = busiest / Math.max(1, exchanges);
  const kind = share >= HUMAN_RHYTHM ? 'it keeps the hours of people' : 'it runs around the clock';
  return `${Math.round(share * 100)} % of its exchanges fall into its busiest twelve hours: ${kind}.`;
}
