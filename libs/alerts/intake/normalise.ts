import { isIPv6 } from 'node:net';
import type { FieldError } from '@app/platform';
import { type AlertContent, SUBJECT_KINDS, type SubjectKind } from '../alert-content';
import type { OcsfFinding } from './ocsf-finding.dto';
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

/** A claim in the one form, or the members that keep it from being one. */
export type Normalised = { content: AlertContent } | { errors: FieldError[] };

/** A valid plain alert in the one form. */
export function fromPlain(alert: PlainAlert): Normalised {
  const { accounts, addresses, instruments, fingerprints, templates } = alert.subjects;
  const members = { occurredFrom: '/occurredFrom', occurredTo: '/occurredTo', detectedAt: '/detectedAt' };
  return withInstants(alert, members, (instants) => ({
    type: alert.type,
    sourceRef: alert.sourceRef,
    title: alert.title,
    description: alert.description || null,
    severity: alert.severity,
    confidence: alert.confidence,
    tlp: alert.tlp ?? 'AMBER',
    analytic: { name: alert.analytic.name, version: alert.analytic.version ?? null },
    ...instants,
    subjects: {
      account: tidy(accounts),
      address: tidy(addresses?.map(canonicalAddress)),
      instrument: tidy(instruments),
      fingerprint: tidy(fingerprints),
      template: tidy(templates),
    },
    tags: tidy(alert.tags),
  }));
}

/** A valid OCSF Detection Finding in the one form. */
export function fromOcsf(finding: OcsfFinding): Normalised {
  const info = finding.finding_info;
  const { time } = finding;
  const first = info.first_seen_time ?? time;
  const last = info.last_seen_time ?? Math.max(first, time);
  const members = {
    occurredFrom: '/finding_info/first_seen_time',
    occurredTo: '/finding_info/last_seen_time',
    detectedAt: '/time',
  };
  return withInstants({ occurredFrom: first, occurredTo: last, detectedAt: time }, members, (instants) => ({
    type: info.types[0]!,
    sourceRef: info.uid,
    title: info.title,
    description: info.desc || null,
    severity: SEVERITY_OF_OCSF[finding.severity_id]!,
    confidence: typeof finding.confidence_score === 'number' ? finding.confidence_score / 100 : null,
    tlp: 'AMBER',
    analytic: { name: info.analytic.name, version: info.analytic.version ?? null },
    ...instants,
    subjects: subjectsOfFinding(finding),
    tags: tidy(finding.metadata?.labels),
  }));
}

function subjectsOfFinding(finding: OcsfFinding): AlertContent['subjects'] {
  const found: Record<SubjectKind, string[]> = {
    account: [],
    address: [],
    instrument: [],
    fingerprint: [],
    template: [],
  };
  for (const { type, uid } of finding.resources ?? []) {
    if (!uid) continue;
    if (type === 'account') found.account.push(uid);
    else if (type === 'payment_instrument') found.instrument.push(uid);
  }
  for (const { name, type_id, value } of finding.observables ?? []) {
    if (!value) continue;
    if (type_id === OCSF_IP_ADDRESS) found.address.push(canonicalAddress(value));
    else if (name === 'template') found.template.push(value);
    else if (type_id === OCSF_FINGERPRINT) found.fingerprint.push(value);
  }
  for (const kind of SUBJECT_KINDS) found[kind] = tidy(found[kind]);
  return found;
}

type Instants = Pick<AlertContent, 'occurredFrom' | 'occurredTo' | 'detectedAt'>;

/** The form of a date is checked before; that it is a day of the calendar, and that the ends are in order, is checked here. */
function withInstants(
  given: Record<keyof Instants, string | number>,
  members: Record<keyof Instants, string>,
  build: (instants: Instants) => AlertContent,
): Normalised {
  const [from, to, detected] = [
    new Date(given.occurredFrom),
    new Date(given.occurredTo),
    new Date(given.detectedAt),
  ];
  const errors = [
    ...faultOf(from, members.occurredFrom),
    ...faultOf(to, members.occurredTo),
    ...faultOf(detected, members.detectedAt),
    ...(to < from ? [{ pointer: members.occurredTo, detail: 'must not be before the first instant' }] : []),
  ];
  if (errors.length > 0) return { errors };
  const instants = {
    occurredFrom: from.toISOString(),
    occurredTo: to.toISOString(),
    detectedAt: detected.toISOString(),
  };
  return { content: build(instants) };
}

function faultOf(instant: Date, pointer: string): FieldError[] {
  const year = instant.getUTCFullYear();
  return year >= 1970 && year < 2100 ? [] : [{ pointer, detail: 'must be an instant from 1970 to 2099' }];
}

/** Sorted by code unit, each once. A member that is null counts as left out. */
function tidy(values: readonly string[] | null | undefined): string[] {
  if (!values) return [];
  return values.length < 2 ? [...values] : [...new Set(values)].sort();
}

/** One address has many spellings in IPv6; correlation compares text. @see RFC 5952 */
function canonicalAddress(address: string): string {
  return isIPv6(address) && !address.includes('%')
    ? new URL(`http://[${address}]`).hostname.slice(1, -1)
    : address;
}
