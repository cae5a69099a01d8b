import ipaddr from 'ipaddr.js';
import { isIPv4 } from 'node:net';
import type { FieldError } from '@app/platform';
import { type AlertContent, type IncidentState, SUBJECT_KINDS, type SubjectKind } from '../../alert-content';
import { isAddress } from './compiled-check';
import type { OcsfFinding, OcsfIncident, OcsfObservable, OcsfResource } from './ocsf-finding.dto';
import type { PlainAlert } from './plain-alert.dto';

/** OCSF severities as Docket's: unknown and other are medium, so that somebody looks; fatal is critical. */
const SEVERITY_OF_OCSF: Readonly<Record<number, number>> = {
  0: 2,
  1: 1,
  2: 1,
  3: 2,
  4: 3,
  5: 4,
  6: 4,
  99: 2,
};
const OCSF_IP_ADDRESS = 2;
const OCSF_FINGERPRINT = 30;
/** The type of an incident none of whose findings says its own. */
const INCIDENT_TYPE = 'incident-finding';

/** A claim in the one form, or the members that keep it from being one. */
export type Normalised = { content: AlertContent } | { errors: FieldError[] };

/** A checked plain alert in the one form. */
export function fromPlain(alert: PlainAlert): Normalised {
  const { accounts, addresses, instruments, fingerprints, templates } = alert.subjects;
  const pointers = { occurredFrom: '/occurredFrom', occurredTo: '/occurredTo', detectedAt: '/detectedAt' };
  const read = readInstants(alert, pointers);
  if ('errors' in read) return read;
  return {
    content: {
      analytic: { name: alert.analytic.name, version: alert.analytic.version ?? null },
      confidence: alert.confidence,
      description: alert.description || null,
      ...read.instants,
      severity: alert.severity,
      sourceRef: alert.sourceRef,
      subjects: {
        account: tidy(accounts),
        address: tidy(addresses?.map(canonicalAddress)),
        fingerprint: tidy(fingerprints),
        instrument: tidy(instruments),
        template: tidy(templates),
      },
      tags: tidy(alert.tags),
      title: alert.title,
      tlp: alert.tlp ?? 'AMBER',
      type: alert.type,
    },
  };
}

/** A checked OCSF Detection Finding in the one form. */
export function fromOcsf(finding: OcsfFinding): Normalised {
  const { finding_info: info, time } = finding;
  const first = info.first_seen_time ?? time;
  const last = info.last_seen_time ?? Math.max(first, time);
  const pointers = {
    occurredFrom: '/finding_info/first_seen_time',
    occurredTo: '/finding_info/last_seen_time',
    detectedAt: '/time',
  };
  const read = readInstants({ occurredFrom: first, occurredTo: last, detectedAt: time }, pointers);
  const about = subjectsOf(finding.observables, finding.resources);
  const errors = [...('errors' in read ? read.errors : []), ...about.errors];
  if ('errors' in read || errors.length > 0) return { errors };
  return {
    content: {
      analytic: { name: info.analytic.name, version: info.analytic.version ?? null },
      confidence: confidenceOf(finding.confidence_score),
      description: info.desc || null,
      ...read.instants,
      severity: SEVERITY_OF_OCSF[finding.severity_id]!,
      sourceRef: info.uid,
      subjects: about.subjects,
      tags: tidy(finding.metadata?.labels),
      title: info.title,
      tlp: 'AMBER',
      type: info.types[0]!,
    },
  };
}

/**
 * A checked OCSF Incident Finding in the one form. What the sender's own incident tool says of it (status, assignee,
 * priority, verdict, impact) is part of the claim and moves nothing here.
 */
export function fromIncident(incident: OcsfIncident): Normalised {
  const { finding_info_list: parts, metadata, time } = incident;
  const title = incident.message || parts[0]!.title;
  const named = parts.find((part) => part.analytic)?.analytic;
  const analytic = named ?? (metadata?.product?.name ? metadata.product : undefined);
  const from = incident.start_time ?? least(parts.map((part) => part.first_seen_time)) ?? time;
  const to = incident.end_time ?? most(parts.map((part) => part.last_seen_time)) ?? Math.max(from, time);
  const read = readInstants(
    { occurredFrom: from, occurredTo: to, detectedAt: time },
    { occurredFrom: '/start_time', occurredTo: '/end_time', detectedAt: '/time' },
  );
  const about = subjectsOf(incident.observables, null);
  const errors = [
    ...(title?.trim()
      ? []
      : [{ pointer: '/message', detail: 'message is needed, or a title of the first finding' }]),
    ...(analytic
      ? []
      : [
          {
            pointer: '/finding_info_list/0/analytic',
            detail: 'analytic is needed, or metadata.product.name',
          },
        ]),
    ...('errors' in read ? read.errors : []),
    ...about.errors,
  ];
  if ('errors' in read || !title || !analytic || errors.length > 0) return { errors };
  return {
    content: {
      analytic: { name: analytic.name!, version: analytic.version || null },
      confidence: confidenceOf(incident.confidence_score),
      description: incident.desc || null,
      incident: stateOf(incident),
      ...read.instants,
      severity: SEVERITY_OF_OCSF[incident.severity_id]!,
      sourceRef: metadata?.correlation_uid ?? parts[0]!.uid,
      subjects: about.subjects,
      tags: tidy(metadata?.labels),
      title,
      tlp: 'AMBER',
      type: parts.find((part) => part.types?.length)?.types?.[0] ?? INCIDENT_TYPE,
    },
  };
}

function stateOf(incident: OcsfIncident): IncidentState {
  const assignee = incident.assignee ?? incident.assignee_group;
  return {
    assignee: assignee?.name || assignee?.uid || null,
    findings: tidy(incident.finding_info_list.map((part) => part.uid)),
    impactId: incident.impact_id ?? null,
    priorityId: incident.priority_id ?? null,
    sourceUrl: incident.src_url || null,
    statusId: incident.status_id ?? null,
    verdictId: incident.verdict_id ?? null,
  };
}

const confidenceOf = (score: number | null | undefined): number | null =>
  typeof score === 'number' ? score / 100 : null;

function least(values: readonly (number | null | undefined)[]): number | undefined {
  return said(values).reduce<number | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
}

function most(values: readonly (number | null | undefined)[]): number | undefined {
  return said(values).reduce<number | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
}

const said = (values: readonly (number | null | undefined)[]): number[] =>
  values.filter((value) => typeof value === 'number');

function subjectsOf(
  observables: readonly OcsfObservable[] | null | undefined,
  resources: readonly OcsfResource[] | null | undefined,
): { subjects: AlertContent['subjects']; errors: FieldError[] } {
  const found: Record<SubjectKind, string[]> = {
    account: [],
    address: [],
    fingerprint: [],
    instrument: [],
    template: [],
  };
  const errors: FieldError[] = [];
  for (const { type, uid } of resources ?? []) {
    if (!uid?.trim()) continue;
    if (type === 'account') found.account.push(uid);
    else if (type === 'payment_instrument') found.instrument.push(uid);
  }
  for (const [place, { name, type_id, value }] of (observables ?? []).entries()) {
    if (!value?.trim()) continue;
    if (type_id === OCSF_IP_ADDRESS) {
      if (isAddress(value)) found.address.push(canonicalAddress(value));
      else errors.push({ pointer: `/observables/${place}/value`, detail: 'value must be an IP address' });
    } else if (name === 'template') found.template.push(value);
    else if (name === 'account') found.account.push(value);
    else if (name === 'payment_instrument') found.instrument.push(value);
    else if (type_id === OCSF_FINGERPRINT) found.fingerprint.push(value);
  }
  for (const kind of SUBJECT_KINDS) found[kind] = tidy(found[kind]);
  return { subjects: found, errors };
}

type Instants = Pick<AlertContent, 'occurredFrom' | 'occurredTo' | 'detectedAt'>;

const [EARLIEST, LATEST] = [Date.UTC(2000, 0), Date.UTC(2100, 0)];

/** The form of an instant is checked before; that it is a likely one, and that the ends are in order, is checked here. */
function readInstants(
  given: Record<keyof Instants, string | number>,
  pointers: Record<keyof Instants, string>,
): { instants: Instants } | { errors: FieldError[] } {
  const detected = new Date(given.detectedAt);
  const from = new Date(given.occurredFrom);
  const to = new Date(given.occurredTo);
  const isLikely = (at: Date): boolean => at.getTime() >= EARLIEST && at.getTime() < LATEST;
  if (isLikely(from) && isLikely(to) && isLikely(detected) && from <= to) {
    return {
      instants: {
        detectedAt: detected.toISOString(),
        occurredFrom: from.toISOString(),
        occurredTo: to.toISOString(),
      },
    };
  }
  const faultOf = (at: Date, pointer: string): FieldError[] =>
    isLikely(at) ? [] : [{ pointer, detail: 'must be an instant from 2000 to 2099' }];
  return {
    errors: [
      ...faultOf(from, pointers.occurredFrom),
      ...faultOf(to, pointers.occurredTo),
      ...faultOf(detected, pointers.detectedAt),
      ...(to < from
        ? [{ pointer: pointers.occurredTo, detail: 'must not be before the first instant' }]
        : []),
    ],
  };
}

/** Sorted by code unit, each once. A member that is null counts as left out. */
function tidy(values: readonly string[] | null | undefined): string[] {
  if (!values) return [];
  return values.length < 2 ? [...values] : [...new Set(values)].sort();
}

/** One address has many spellings in IPv6, and an IPv4 address has one in it too; correlation compares text. @see RFC 5952 */
export function canonicalAddress(address: string): string {
  return isIPv4(address) ? address : ipaddr.process(address).toString();
}
