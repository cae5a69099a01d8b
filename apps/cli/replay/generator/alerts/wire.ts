import { accountId } from '../identifiers';
import type { Population } from '../population';
import type { AlertDraft } from './draft';

/** Severity from 1 (low) to 4 (critical), by how many accounts are named. */
function severityOf({ accounts }: AlertDraft): number {
  if (accounts.length >= 120) return 4;
  if (accounts.length >= 40) return 3;
  return accounts.length >= 8 ? 2 : 1;
}

/** One line of a detector's file: the JSON that it sends. */
export function wireText(population: Population, draft: AlertDraft, sourceRef: string): string {
  const accounts = draft.accounts.map((account) => accountId(population, account));
  const body =
    draft.detector === 'template-watch'
      ? ocsf(draft, sourceRef, accounts)
      : plain(draft, sourceRef, accounts);
  return JSON.stringify(body);
}

/** @see OCSF 1.6, Detection Finding (class 2004) */
function ocsf(draft: AlertDraft, sourceRef: string, accounts: readonly string[]): object {
  return {
    activity_id: 1,
    category_uid: 2,
    class_uid: 2004,
    type_uid: 200401,
    // OCSF counts from 1, Informational; ours begins at its 2, Low.
    severity_id: severityOf(draft) + 1,
    time: draft.detectedAt,
    status_id: 1,
    confidence_score: Math.round(draft.confidence * 100),
    metadata: { version: '1.6.0', product: { name: draft.detector, vendor_name: 'Detection engineering' } },
    finding_info: {
      uid: sourceRef,
      title: draft.title,
      desc: draft.description,
      types: [draft.type],
      analytic: { name: draft.rule, version: '3.2.0', type_id: 1, type: 'Rule' },
      first_seen_time: draft.from,
      last_seen_time: draft.to,
    },
    resources: [
      ...accounts.map((uid) => ({ type: 'account', uid })),
      ...draft.instruments.map((uid) => ({ type: 'payment_instrument', uid })),
    ],
    observables: [
      ...draft.addresses.map((value) => ({ name: 'ip', type: 'IP Address', type_id: 2, value })),
      ...draft.templates.map((value) => ({ name: 'template', type: 'Other', type_id: 99, value })),
    ],
  };
}

function plain(draft: AlertDraft, sourceRef: string, accounts: readonly string[]): object {
  const instant = (ms: number) => new Date(Math.floor(ms)).toISOString();
  return {
    type: draft.type,
    sourceRef,
    title: draft.title,
    description: draft.description,
    severity: severityOf(draft),
    confidence: Math.round(draft.confidence * 100) / 100,
    analytic: { name: draft.rule, version: '1.4.0' },
    occurredFrom: instant(draft.from),
    occurredTo: instant(draft.to),
    detectedAt: instant(draft.detectedAt),
    subjects: {
      accounts,
      addresses: draft.addresses,
      instruments: draft.instruments,
      fingerprints: draft.fingerprints,
      templates: draft.templates,
    },
    tags: [],
  };
}
