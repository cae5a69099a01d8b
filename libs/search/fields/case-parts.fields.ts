import { ACCOUNT_STATUSES, ENTITY_KINDS } from '@app/cases';
import { caseField, caseNumber, instant, notMerged, type SearchedKind, userField } from './field';

const OF_CASE = { description: 'The case, by number or id.', example: 'case:12' };

/** Accounts as subjects of cases; one that is in several cases comes up in each. */
export const ACCOUNTS: SearchedKind = {
  kind: 'accounts',
  permission: 'cases.read',
  from: 'case_accounts x',
  alias: 'x',
  base: notMerged('x.case_id'),
  fields: [
    {
      name: 'account',
      type: 'keyword',
      column: 'x.account_id',
      description: "The platform's id of the account; a word without a field is looked for within it.",
      example: 'account:acct-1*',
    },
    {
      name: 'status',
      type: 'keyword',
      column: 'x.status',
      values: ACCOUNT_STATUSES,
      description: 'What is held of it in the case.',
      example: 'status:confirmed',
    },
    {
      name: 'source',
      type: 'keyword',
      column: 'x.source',
      description: 'Where it came from.',
      example: 'source:alerts',
    },
    caseField({ ...OF_CASE, name: 'case', column: 'x.case_id' }),
    {
      name: 'created',
      type: 'time',
      column: 'x.added_at',
      description: 'When it was listed in the case.',
      example: 'created:>=2026-06-01',
    },
    {
      name: 'decided',
      type: 'time',
      column: 'x.decided_at',
      description: 'When the verdict was given.',
      example: 'decided:today',
    },
  ],
  byDefault: [],
  contains: ['x.account_id'],
  sorts: {
    account: {
      direction: 'ASC',
      keys: [
        { column: 'x.account_id', type: 'text' },
        { column: 'x.case_id', type: 'uuid' },
      ],
    },
  },
  shown: {
    account: 'x.account_id',
    status: 'x.status',
    source: 'x.source',
    case: caseNumber('x.case_id'),
    created: instant('x.added_at'),
    decided: instant('x.decided_at'),
  },
  exported: { caseId: 'x.case_id', reason: 'x.reason' },
  id: 'x.account_id',
  title: 'x.account_id',
  text: 'x.account_id',
  caseId: 'x.case_id',
};

/** What cases are about beside accounts. */
export const ENTITIES: SearchedKind = {
  kind: 'entities',
  permission: 'cases.read',
  from: 'case_entities e',
  alias: 'e',
  base: `e.retracted_at IS NULL AND ${notMerged('e.case_id')}`,
  fields: [
    {
      name: 'kind',
      type: 'keyword',
      column: 'e.kind',
      values: ENTITY_KINDS,
      description: 'What it is.',
      example: 'kind:address',
    },
    {
      name: 'entity',
      type: 'keyword',
      column: 'e.value',
      description: 'Its value; a word without a field is looked for within it.',
      example: 'entity:192.0.2.*',
    },
    caseField({ ...OF_CASE, name: 'case', column: 'e.case_id' }),
    {
      name: 'created',
      type: 'time',
      column: 'e.added_at',
      description: 'When it came into the case.',
      example: 'created:>=2026-06-01',
    },
  ],
  byDefault: [],
  contains: ['e.value'],
  sorts: {
    entity: {
      direction: 'ASC',
      keys: [
        { column: 'e.kind', type: 'text' },
        { column: 'e.value', type: 'text' },
        { column: 'e.case_id', type: 'uuid' },
      ],
    },
  },
  shown: { kind: 'e.kind', entity: 'e.value', case: caseNumber('e.case_id'), created: instant('e.added_at') },
  exported: { caseId: 'e.case_id' },
  id: `e.kind || '/' || e.value`,
  title: 'e.value',
  text: 'e.value',
  caseId: 'e.case_id',
};

const NOTE_DOCUMENT = `to_tsvector('simple'::regconfig, n.text)`;

/** Notes as they read now; those that their author took back never come up. */
export const NOTES: SearchedKind = {
  kind: 'notes',
  permission: 'cases.read',
  from: 'case_notes n',
  alias: 'n',
  base: 'n.retracted_at IS NULL',
  fields: [
    {
      name: 'text',
      type: 'text',
      column: 'n.text',
      document: NOTE_DOCUMENT,
      description: 'Words of the note.',
      example: 'text:"two clusters"',
    },
    userField({
      name: 'author',
      column: 'n.author_id',
      isText: true,
      description: 'Who wrote it: me, a name or an id.',
      example: 'author:me',
    }),
    caseField({ ...OF_CASE, name: 'case', column: 'n.case_id' }),
    {
      name: 'created',
      type: 'time',
      column: 'n.written_at',
      description: 'When it was written.',
      example: 'created:>=now-7d',
    },
    {
      name: 'edited',
      type: 'time',
      column: 'n.edited_at',
      description: 'When it was last worded anew.',
      example: 'edited:today',
    },
  ],
  byDefault: ['text'],
  contains: [],
  sorts: { newest: { direction: 'DESC', keys: [{ column: 'n.id', type: 'uuid' }] } },
  shown: {
    author: `jsonb_build_object('id', n.author_id, 'name', n.author_name)`,
    case: caseNumber('n.case_id'),
    created: instant('n.written_at'),
    edited: instant('n.edited_at'),
  },
  exported: { id: 'n.id', caseId: 'n.case_id', text: 'n.text' },
  id: 'n.id::text',
  title: `'Note of ' || n.author_name`,
  text: 'n.text',
  caseId: 'n.case_id',
};
