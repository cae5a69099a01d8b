import { canonicalJson } from '@app/platform';
import type { Explanation } from '../correlation/rule-set';
import type { Near, NearCases } from './near-cases';

/** Most cases for which one alert is proposed at a time: a longer list helps nobody to decide. */
export const MOST_PROPOSALS = 5;

/** A proposal that nobody has settled. */
export interface OpenProposal {
  id: string;
  alertId: string;
  caseId: string;
  score: number;
  explanation: Explanation;
}

/** What to change so that the open proposals are those that there should be. */
export interface Reconciled {
  raise: (Near & { alertId: string; caseId: string })[];
  rescore: (Near & { id: string; alertId: string; caseId: string })[];
  supersede: OpenProposal[];
}

/** Names an alert and a case together. */
export const pairOf = (alertId: string, caseId: string): string => `${alertId}/${caseId}`;

/**
 * Compares what was found with what is open. Of alerts in `exact` everything that they share was looked at: what was
 * not found is no longer so. Of others a part was looked at: what was found can only add. What a person has turned
 * down for a case (`barred`) is not raised again. In whatever portions alerts are looked at, the same ones stay open:
 * for each alert the cases with the most points, the older case first.
 */
export function reconcile(
  found: NearCases,
  open: readonly OpenProposal[],
  o: { exact: ReadonlySet<string>; barred: ReadonlySet<string> },
): Reconciled {
  const result: Reconciled = { raise: [], rescore: [], supersede: [] };
  const standing = new Map<string, OpenProposal[]>();
  for (const proposal of open)
    standing.set(proposal.alertId, [...(standing.get(proposal.alertId) ?? []), proposal]);
  for (const alertId of [...new Set([...found.keys(), ...standing.keys()])].sort()) {
    const near = found.get(alertId) ?? new Map<string, Near>();
    const wanted: { caseId: string; score: number; near?: Near; proposal?: OpenProposal }[] = [];
    for (const proposal of standing.get(alertId) ?? []) {
      const now = near.get(proposal.caseId);
      const counts = now && (o.exact.has(alertId) ? !isSame(now, proposal) : now.score > proposal.score);
      if (!now && o.exact.has(alertId)) result.supersede.push(proposal);
      else if (counts) wanted.push({ caseId: proposal.caseId, score: now.score, near: now, proposal });
      else wanted.push({ caseId: proposal.caseId, score: proposal.score, proposal });
    }
    const known = new Set((standing.get(alertId) ?? []).map(({ caseId }) => caseId));
    for (const [caseId, one] of near)
      if (!known.has(caseId) && !o.barred.has(pairOf(alertId, caseId)))
        wanted.push({ caseId, score: one.score, near: one });
    wanted.sort((a, b) => b.score - a.score || (a.caseId < b.caseId ? -1 : 1));
    wanted.forEach(({ caseId, near: now, proposal }, rank) => {
      if (rank >= MOST_PROPOSALS) {
        if (proposal) result.supersede.push(proposal);
      } else if (now && proposal) result.rescore.push({ ...now, id: proposal.id, alertId, caseId });
      else if (now) result.raise.push({ ...now, alertId, caseId });
    });
  }
  return result;
}

const isSame = (near: Near, proposal: OpenProposal): boolean =>
  near.score === proposal.score && canonicalJson(near.explanation) === canonicalJson(proposal.explanation);
