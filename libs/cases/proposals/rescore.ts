import type { EntityManager } from 'typeorm';
import { contentHash } from '@app/platform';
import type { Act, Actor } from '@app/audit';
import { type Holding, sharedValues } from '../correlation/components';
import type { RuleSet } from '../correlation/rule-set';
import { nearCases } from './near-cases';
import {
  barredPairs,
  holdOpenProposals,
  insertProposals,
  supersedeProposals,
  updateScores,
} from './proposals.queries';
import { reconcile, type Reconciled } from './reconcile';

/** What a look of correlation has to go on. */
export interface Look {
  /** Who holds what, with everybody where they stand now. */
  holdings: readonly Holding[];
  /** The alerts of which everything that they share is in `holdings`. */
  alertIds: readonly string[];
  rules: RuleSet;
  now: Date;
}

/**
 * Raises, updates and ends proposals so that they say what is so now; gives the acts to record, one for each case.
 * The caller holds membership. Looked at again, nothing changes.
 */
export async function rescore(
  tx: EntityManager,
  actor: Actor,
  { holdings, alertIds, rules, now }: Look,
): Promise<Act[]> {
  const found = nearCases(sharedValues(holdings, rules), rules);
  const open = await holdOpenProposals(tx, [...new Set([...found.keys(), ...alertIds])]);
  const barred = found.size === 0 ? new Set<string>() : await barredPairs(tx, [...found.keys()]);
  const changes = reconcile(found, open, { exact: new Set(alertIds), barred });
  await insertProposals(tx, changes.raise, now);
  await updateScores(tx, changes.rescore, now);
  const ids = changes.supersede.map(({ id }) => id);
  await supersedeProposals(tx, ids, { by: actor, at: now, reason: 'The alert is no longer near the case.' });
  return actsOf(changes, rules.version);
}

function actsOf({ raise, rescore: rescored, supersede }: Reconciled, rules: number): Act[] {
  const byCase = new Map<string, { counts: Record<string, number>; alertIds: string[] }>();
  const note = (name: string, changed: readonly { alertId: string; caseId: string }[]): void => {
    for (const { alertId, caseId } of changed) {
      const of = byCase.get(caseId) ?? { counts: { raised: 0, rescored: 0, superseded: 0 }, alertIds: [] };
      byCase.set(caseId, of);
      of.counts[name]! += 1;
      of.alertIds.push(alertId);
    }
  };
  note('raised', raise);
  note('rescored', rescored);
  note('superseded', supersede);
  return [...byCase]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([caseId, { counts, alertIds }]) => ({
      action: 'case.proposals_updated',
      subjectId: caseId,
      caseId,
      details: { rules, ...counts, alertIdsDigest: contentHash(alertIds.sort()) },
    }));
}
