import { figure } from '@app/platform';
import type { CandidateRow } from '../evidence-rows';
import type { Hinted } from './unnamed-rows';

/** An account on a card of those that were found, itself one of them or not. */
export type OnCard = Hinted & { instrument: string; owner: string };

/** Owners on one card who must be for a ban or for a person for the others on it to be looked at. */
const OWNERS_ON_CARD = 2;

/**
 * The others on cards of which half of the accounts or more, of two owners at least, are for a ban or for a person: who
 * judges these has to judge the card. Members of programmes may pay by one by nature.
 */
export function cardMates(
  onCards: readonly OnCard[],
  isTaken: (accountId: string) => boolean,
): CandidateRow[] {
  const byCard = new Map<string, OnCard[]>();
  for (const account of onCards) {
    const own = byCard.get(account.instrument) ?? [];
    byCard.set(account.instrument, own);
    own.push(account);
  }
  return [...byCard.values()].flatMap((onCard) => {
    const taken = onCard.filter(({ accountId }) => isTaken(accountId));
    const owners = new Set(taken.map(({ owner }) => owner));
    if (owners.size < OWNERS_ON_CARD || taken.length * 2 < onCard.length) return [];
    return onCard
      .filter(({ accountId, isMember }) => !isMember && !isTaken(accountId))
      .map(({ accountId, exchanges, campaignExchanges }): CandidateRow => ({
        accountId,
        tier: 'review',
        score: 0.5,
        exchanges,
        campaignExchanges,
        evidence: ['payment'],
        because: [
          `${figure(taken.length)} of the ${figure(onCard.length)} accounts on its card are for a ban or for a person.`,
        ],
      }));
  });
}
