import type { View } from '../../../api/client';
import { severityName } from '../../../kit/words';
import { inZone } from '../../../kit/time';

/** What the members of a claim are called. */
const NAMES: Record<string, string> = {
  '/analytic/name': 'Found by',
  '/analytic/version': 'Version of what found it',
  '/confidence': 'How sure it is',
  '/description': 'Description',
  '/detectedAt': 'Found',
  '/occurredFrom': 'Happened from',
  '/occurredTo': 'Happened to',
  '/severity': 'Severity',
  '/subjects/account': 'Accounts',
  '/subjects/address': 'Addresses',
  '/subjects/fingerprint': 'Client fingerprints',
  '/subjects/instrument': 'Payment instruments',
  '/subjects/template': 'Prompt templates',
  '/tags': 'Tags',
  '/title': 'Title',
  '/tlp': 'Traffic Light Protocol',
};

/** Values of a list that are named; of the rest the number is said. */
const NAMED = 20;

/** One change of a claim as a person reads it: what, what it was and what it is. */
export function changeInWords({ pointer, kind, from, to }: View<'ContentChangeView'>): {
  what: string;
  gone: string | undefined;
  come: string | undefined;
} {
  const name = NAMES[pointer] ?? pointer.slice(1).replaceAll('/', ', ');
  const list = Array.isArray(from) ? from : Array.isArray(to) ? to : undefined;
  const what = list
    ? `${name}: ${list.length.toLocaleString('en')} ${kind === 'added' ? 'more' : 'fewer'}`
    : name;
  return {
    what,
    gone: from === undefined ? undefined : valueInWords(pointer, from),
    come: to === undefined ? undefined : valueInWords(pointer, to),
  };
}

function valueInWords(pointer: string, value: unknown): string {
  if (Array.isArray(value)) {
    const more = value.length - NAMED;
    return value.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more.toLocaleString('en')} more` : '');
  }
  if (pointer === '/severity' && typeof value === 'number') return severityName(value);
  if (pointer === '/confidence' && typeof value === 'number') return `${Math.round(value * 100)} %`;
  if (typeof value === 'string') return /^\/(detectedAt|occurred)/.test(pointer) ? inZone(value) : value;
  return JSON.stringify(value);
}
