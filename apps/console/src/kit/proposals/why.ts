import type { View } from '../../api/client';
import { many } from '../numbers';

const KINDS: Record<string, [one: string, more?: string]> = {
  account: ['account', 'accounts'],
  address: ['address', 'addresses'],
  instrument: ['payment instrument', 'payment instruments'],
  fingerprint: ['client fingerprint', 'client fingerprints'],
  template: ['prompt template', 'prompt templates'],
};

/** So many things of a kind that alerts or cases share: `2 addresses`. */
export function thingsOf(kind: string, count: number): string {
  const [one, more] = KINDS[kind] ?? [kind];
  return many(count, one, more);
}

/** Why something is proposed, in words: `2 payment instruments in common: pi_1, pi_2`. */
export function why({ shared }: View<'ExplanationView'>): string {
  return shared
    .map(({ kind, count, examples, points }) => {
      const named = examples.join(', ') + (count > examples.length ? ', …' : '');
      return `${thingsOf(kind, count)} in common${points === null ? '' : ` (${points} points)`}: ${named}`;
    })
    .join('; ');
}
