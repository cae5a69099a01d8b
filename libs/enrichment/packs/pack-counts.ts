import { USAGE_AT } from '@app/usage';
import { IN_CASE, IS_EXCHANGE } from '../sql';
import type { PackTableName } from './pack-manifest';
import type { Cell } from './suppress';

const IS_CAMPAIGN = `${IS_EXCHANGE} AND ${IN_CASE} AND ifNull(api_key_id, '') NOT IN (SELECT member FROM account_sets WHERE set_hash = {cover:String})`;
const KEYS = {
  day: `toString(toDate(ts, 'UTC'))`,
  capability: `ifNull(toString(capability), 'unlabelled')`,
  model: `ifNull(toString(model), 'unnamed')`,
} as const satisfies Partial<Record<PackTableName, string>>;

/** Exchanges and accounts of the campaign by each key, in one question to the engine. */
export const PACK_COUNTS = Object.entries(KEYS)
  .map(
    ([name, key]) =>
      `SELECT '${name}' AS name, ${key} AS key, count() AS exchanges, uniqExact(account_id) AS accounts FROM ${USAGE_AT} WHERE ${IS_CAMPAIGN} GROUP BY key`,
  )
  .join('\nUNION ALL\n');

/** A row of the engine's answer; 64-bit integers may come as text. */
export interface CountRow {
  name: keyof typeof KEYS;
  key: string;
  exchanges: number | string;
  accounts: number | string;
}

/** The cells of one table, in order of their keys. */
export function cellsOf(rows: readonly CountRow[], name: PackTableName): Cell[] {
  return rows
    .filter((row) => row.name === name)
    .map(({ key, accounts, exchanges }) => ({
      key,
      accounts: Number(accounts),
      exchanges: Number(exchanges),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
