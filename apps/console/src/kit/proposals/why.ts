import type { View } from '../../api/client';

const KINDS: Record<string, [one: string, many: string]> = {
  account: ['account', 'accounts'],
  address: ['address', 'addresses'],
  instrument: ['payment instrument', 'payment instruments'],
  fingerprint: ['client fingerprint', 'client fingerprints'],
  template: ['prompt template', 'prompt templates'],
};

/** Why something is proposed, in words: `2 payment instruments in common: pi_1, pi_2`. */
export function why({ shared }: View<'ExplanationView'>): string {
  return shared
    .map(({ kind, count, examples, points }) => {
      const [one, many] = KINDS[kind] ?? [kind, kind];
      const named = examples.join(', ') + (count > examples.length ? ', …' : '');
      return `${count} ${count === 1 ? one : many} in common${points === null ? '' : ` (${points} points)`}: ${named}`;
    })
    .join('; ');
}
