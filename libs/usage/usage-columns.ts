import { faultable, type Column, type FileKind } from './file-columns';
import { NETWORK_KEY } from './network-key';

const { text, uint, instant, choice, country, address } = faultable;

/** The classifier's labels of a request. */
export const CAPABILITIES = [
  'agentic_coding',
  'long_horizon_tool_use',
  'cot_elicitation',
  'rubric_grading',
  'data_analysis',
  'vision_computer_use',
  'chat',
  'other',
] as const;

/** Seconds of a `moment` of the day. */
export const MOMENT_SECONDS = 5;

/**
 * What nearly every question asks of every row, as numbers: a text is read, hashed and looked up for more than twice of
 * what a number takes. An account's owner is its organisation, or itself; the hash of an API key or of a client is 0
 * where there is none; the moment is that of the UTC day, in steps of five seconds. See ADR 0049.
 */
const USAGE_NUMBERS: FileKind['numbers'] = [
  { name: 'account_hash', type: 'UInt64', sql: 'cityHash64(account_id)' },
  {
    name: 'owner_hash',
    type: 'UInt64',
    sql: "cityHash64(if(ifNull(org_id, '') = '', account_id, assumeNotNull(org_id)))",
  },
  {
    name: 'api_key_hash',
    type: 'UInt64',
    sql: "if(ifNull(api_key_id, '') = '', 0, cityHash64(account_id, assumeNotNull(api_key_id)))",
  },
  {
    name: 'client_hash',
    type: 'UInt64',
    sql: "if(ifNull(client_fingerprint, '') = '', 0, cityHash64(assumeNotNull(client_fingerprint)))",
  },
  { name: 'moment', type: 'UInt16', sql: `intDiv(toUnixTimestamp(ts) % 86400, ${MOMENT_SECONDS})` },
];

const USAGE_COLUMNS: readonly Column[] = [
  text('request_id', { required: true }),
  instant('ts', { required: true }),
  text('account_id', { required: true }),
  text('api_key_id'),
  text('org_id'),
  text('model', { required: true, few: true }),
  choice('capability', CAPABILITIES),
  uint('input_tokens', 32, { required: true }),
  uint('output_tokens', 32, { required: true }),
  uint('status', 16, { required: true }),
  address('ip'),
  uint('asn', 32),
  country('country'),
  text('access_path', { few: true }),
  text('client_fingerprint'),
  uint('template_hash', 64),
];

const ACCOUNT_COLUMNS: readonly Column[] = [
  text('account_id', { required: true }),
  instant('created_at', { required: true }),
  text('org_id'),
  text('org_name'),
  uint('org_seats', 32),
  choice('contract', ['none', 'self_serve', 'enterprise', 'programme']),
  faultable.bool('protected'),
  text('email_domain'),
  text('payment_instrument'),
  country('declared_country'),
  choice('verification', ['none', 'phone', 'id_document']),
  choice('status', ['active', 'suspended', 'banned']),
];

/**
 * What most questions about accounts ask: how much on which day, and from where with what software. The import's number
 * and the status are of every question; `count()` is the number of requests; a text comes along as any one of those that
 * have its hash. See ADR 0041.
 */
const USAGE_PROJECTIONS: FileKind['projections'] = [
  {
    name: 'sums_by_day',
    by: ['account_hash', 'api_key_hash', 'import_no', 'status', 'model', "toDate(ts, 'UTC')"],
    sums: [
      'any(account_id)',
      'any(api_key_id)',
      'count()',
      'sum(input_tokens)',
      'sum(output_tokens)',
      'min(ts)',
      'max(ts)',
    ],
  },
  {
    name: 'sums_by_network',
    by: ['account_hash', 'owner_hash', 'import_no', 'status', NETWORK_KEY, 'client_hash'],
    sums: ['any(client_fingerprint)', 'count()'],
  },
  // Which imports there are, asked before every question: see ADR 0061.
  { name: 'rows_by_import', by: ['import_no'], sums: ['count()'] },
];

/** One row is one request to a model. */
export const USAGE_FILE: FileKind = {
  kind: 'usage',
  table: 'usage',
  columns: USAGE_COLUMNS,
  key: 'request_id',
  keyHash: 'request_hash',
  extra: {
    name: 'request_hash',
    type: 'UInt64',
    of: (columns) => `cityHash64(${columns.get('request_id')})`,
  },
  numbers: USAGE_NUMBERS,
  partitionBy: 'toYYYYMM(ts)',
  orderBy: '(account_id, ts)',
  projections: USAGE_PROJECTIONS,
};

/** One row is one account; a later import's row takes the place of an earlier one's. */
export const ACCOUNTS_FILE: FileKind = {
  kind: 'accounts',
  table: 'accounts',
  columns: ACCOUNT_COLUMNS,
  key: 'account_id',
  keyHash: 'cityHash64(account_id)',
  extra: {
    name: 'row_hash',
    type: 'UInt64',
    of: (columns) => `cityHash64(tuple(${[...columns.values()].join(', ')}))`,
  },
  numbers: [],
  partitionBy: 'tuple()',
  orderBy: 'account_id',
  projections: [],
};

/** One row names one request that is withdrawn. Its rows never leave staging: they are looked up in the usage. */
const WITHDRAWALS_FILE: FileKind = {
  ...USAGE_FILE,
  kind: 'withdrawals',
  table: 'withdrawals',
  columns: [text('request_id', { required: true })],
  partitionBy: 'tuple()',
  orderBy: 'request_hash',
  numbers: [],
  projections: [],
};

/** What a lab hands over. */
export const FILE_KINDS = { usage: USAGE_FILE, accounts: ACCOUNTS_FILE } as const;
export type ImportKind = keyof typeof FILE_KINDS;

/** What an import can be of: that, or requests that a person withdraws. */
export const LOADED_KINDS = { ...FILE_KINDS, withdrawals: WITHDRAWALS_FILE } as const;
export type LoadedKind = keyof typeof LOADED_KINDS;
