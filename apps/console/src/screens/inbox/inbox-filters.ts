import type { View } from '../../api/client';
import type { ParamsOf } from '../../api/reads';
import { inWords } from '../../kit/words';

export type Alert = View<'AlertView'>;
type Query = NonNullable<ParamsOf<'/v1/alerts'>['query']>;

/** What the inbox is filtered by, as the address has it. */
export const FILTERS = [
  'queueId',
  'stage',
  'minimumSeverity',
  'detectorId',
  'type',
  'assignee',
  'tag',
  'include',
  'sort',
] as const;
export type InboxFilters = Partial<Record<(typeof FILTERS)[number], string>>;

/** While no stage is chosen the inbox shows what waits for a person. */
const OPEN = ['New', 'InProgress'] as const satisfies readonly Alert['stage'][];

const STAGE_NAMES: Record<Alert['stage'], string> = {
  New: 'New',
  InProgress: 'In progress',
  Imported: 'In a case',
  Closed: 'Closed',
};
export const alertStageName = (stage: Alert['stage']): string => STAGE_NAMES[stage];
export const ALERT_STAGES = [
  ...Object.entries(STAGE_NAMES).map(([value, label]) => ({ value, label })),
  { value: 'all', label: 'Any' },
];
export const RESOLUTIONS = (
  ['TruePositive', 'FalsePositive', 'Indeterminate', 'Duplicated', 'Other'] satisfies NonNullable<
    Alert['resolution']
  >[]
).map((value) => ({ value, label: resolutionName(value) }));

/** `FalsePositive` as a person reads it. */
export function resolutionName(resolution: string): string {
  return inWords(resolution.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase());
}

const stagesOf = ({ stage }: InboxFilters): readonly string[] | undefined =>
  stage === 'all' ? undefined : stage ? [stage] : OPEN;

/** What the API is asked for. */
export function toQuery(filters: InboxFilters): Query {
  const { stage: _stage, ...others } = filters;
  const stage = stagesOf(filters);
  return { ...others, ...(stage ? { stage } : {}), limit: 100 } as unknown as Query;
}

/** The same as a search, to keep it and to export what it finds. */
export function toSearch(filters: InboxFilters): string {
  const { queueId, minimumSeverity, detectorId, type, assignee, tag, include = '' } = filters;
  const stages = stagesOf(filters);
  return [
    ...(stages ? [`stage:(${stages.join(' OR ')})`] : []),
    ...(queueId ? [`queue:${queueId}`] : []),
    ...(minimumSeverity ? [`severity:>=${minimumSeverity}`] : []),
    ...(detectorId ? [`detector:${detectorId}`] : []),
    ...(type ? [`type:${quoted(type)}`] : []),
    ...(assignee ? [`assignee:${assignee}`] : []),
    ...(tag ? [`tag:${quoted(tag)}`] : []),
    ...(include === 'snoozed' ? [] : ['snoozed:false']),
    ...(include === 'muted' ? [] : ['muted:false']),
    ...(include === 'sandbox' ? ['(sandbox:true OR sandbox:false)'] : []),
  ].join(' ');
}

const quoted = (value: string): string => `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
