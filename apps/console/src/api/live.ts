import type { QueryClient } from '@tanstack/react-query';
import type { View } from './client';
import type { ReadKey } from './reads';
import { readEvents } from './event-stream';
import { Gathering } from './gathering';

type Update = View<'UpdateView'>;

/** Which reads an act makes old, by the last noun of their path. An act not listed: its own noun, in the plural. */
const TOLD: readonly { act: RegExp; reads: string[] }[] = [
  { act: /^case\./, reads: ['cases', 'timeline', 'owed'] },
  {
    act: /^case\.(account|shares|absorbed|merged|unmerged)/,
    reads: ['accounts', 'counts', 'account-acts', 'history'],
  },
  { act: /^case\.(note|absorbed|unmerged)/, reads: ['notes', 'mentions', 'revisions'] },
  { act: /^case\.(task|playbook|absorbed|unmerged)/, reads: ['tasks', 'playbook', 'log'] },
  { act: /^case\.date/, reads: ['dates'] },
  {
    act: /^case\.(un)?(linked|met|meeting|merged|absorbed|parted)/,
    reads: ['links', 'merges', 'similar', 'group'],
  },
  { act: /^case\.member/, reads: ['members'] },
  { act: /^case\.assertion/, reads: ['assertions', 'group'] },
  { act: /^case\.entities/, reads: ['entities'] },
  { act: /^case\.violations/, reads: ['violations'] },
  { act: /^case\.keys/, reads: ['keys', 'key-evidence'] },
  { act: /^case\.proposals|^correlation\./, reads: ['proposals', 'alerts', 'rules'] },
  { act: /^alerts?\./, reads: ['alerts', 'alert-queues', 'revisions', 'proposals', 'backlog'] },
  {
    act: /^enrichment\.|^finding\./,
    reads: ['enrichments', 'findings', 'account-evidence', 'clusters', 'candidates', 'enrichment-standing'],
  },
  {
    act: /^enrichment\.|^case\.account/,
    reads: ['weighed-accounts', 'counts', 'candidates', 'enrichment-standing'],
  },
  { act: /^import/, reads: ['imports', 'import-streams', 'import-mappings'] },
  { act: /^snapshot\./, reads: ['snapshots', 'enrichment-standing'] },
  { act: /^(retention|legal_hold)\./, reads: ['retention', 'legal-holds'] },
  { act: /^order\./, reads: ['orders', 'items'] },
  { act: /^claim\./, reads: ['claims', 'recounts'] },
  { act: /^letter\./, reads: ['letters', 'claims'] },
  {
    act: /^(obligation|fact|determination)\./,
    reads: ['obligations', 'facts', 'determinations', 'suggested'],
  },
  { act: /^evidence\./, reads: ['evidence'] },
  { act: /^dead_letter\./, reads: ['dead-letters', 'tallies', 'alerts'] },
  { act: /^judgement\./, reads: ['judgements'] },
  { act: /^muting_rule\./, reads: ['muting-rules', 'alerts'] },
  { act: /^(policy)\./, reads: ['policies'] },
  { act: /^(order|claim|judgement|letter)\./, reads: ['approvals'] },
  { act: /^custom_field\./, reads: ['custom-fields'] },
  { act: /^import(_|\.)/, reads: ['imports'] },
  { act: /^job\./, reads: ['job-queues', 'jobs'] },
  { act: /^key\./, reads: ['keys'] },
  { act: /^queue\./, reads: ['alert-queues'] },
  { act: /^team\./, reads: ['teams', 'people'] },
  { act: /^webhook\./, reads: ['webhooks', 'deliveries'] },
  { act: /^user\./, reads: ['users', 'people', 'me'] },
];

/** Whether what was read under a key is old after an act. */
export function isTouched([path, params]: ReadKey, { action, caseId }: Update): boolean {
  const ofCase = path.startsWith('/v1/cases/{id}') ? params.path?.['id'] : undefined;
  if (ofCase !== undefined && caseId !== null && ofCase !== caseId) return false;
  const noun = path.split('/').findLast((segment) => segment !== '' && !segment.startsWith('{'));
  const told = TOLD.filter(({ act }) => act.test(action));
  const reads = told.length > 0 ? told.flatMap(({ reads: some }) => some) : [`${action.split('.')[0]}s`];
  return noun !== undefined && reads.includes(noun);
}

const LOCK = 'docket-live';

/**
 * Keeps what is shown as the record has it: hears what others do and reads anew what it makes old. One tab of a browser
 * holds the stream and tells the others, since a server gives a person few. @returns how to end it
 */
export function followUpdates(client: QueryClient): () => void {
  const ending = new AbortController();
  const tabs = new BroadcastChannel(LOCK);
  let after: string | undefined;
  const gathering = new Gathering<Update>(
    ({ action, caseId }) => `${action} ${caseId}`,
    (updates) =>
      void client.invalidateQueries({
        predicate: ({ queryKey }) =>
          updates.some((update) => isTouched(queryKey as unknown as ReadKey, update)),
      }),
  );
  const hear = ({ id, event, data }: { id: string; event: string; data: string }): void => {
    after = id;
    if (event === 'reset') void client.invalidateQueries();
    if (event === 'reset' || event === 'ready') return;
    gathering.add(JSON.parse(data) as Update);
  };
  tabs.onmessage = ({ data }) => hear(data as Parameters<typeof hear>[0]);
  const lead = (): Promise<void> =>
    readEvents('/v1/updates', {
      signal: ending.signal,
      after: () => after,
      tell: (event) => {
        hear(event);
        if (event.event !== 'ready') tabs.postMessage(event);
      },
    });
  // Locks need a secure origin; without one each tab holds a stream of its own.
  const leading =
    'locks' in navigator ? navigator.locks.request(LOCK, { signal: ending.signal }, lead) : lead();
  leading.catch(() => undefined);
  return () => {
    ending.abort();
    tabs.close();
  };
}
