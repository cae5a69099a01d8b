import { readMapping, type SourceTable, type UsageSource } from '@app/usage';
import type { InstallationConfig } from './installation.config';

/** The lab's own tables that an installation reads; undefined where usage is imported. @throws Error naming what is wrong */
export function usageSourceOf(config: InstallationConfig): UsageSource | undefined {
  if (config.USAGE_SOURCE === undefined) {
    if (config.ACCOUNTS_SOURCE !== undefined)
      throw new Error('Invalid configuration:\n- ACCOUNTS_SOURCE must stand beside USAGE_SOURCE');
    return undefined;
  }
  if (config.USAGE_SOURCE_WATERMARK === undefined)
    throw new Error('Invalid configuration:\n- USAGE_SOURCE_WATERMARK must name a column of USAGE_SOURCE');
  if (config.USAGE_RETENTION_DAYS !== undefined)
    throw new Error(
      "Invalid configuration:\n- USAGE_RETENTION_DAYS must not stand beside USAGE_SOURCE: nothing of the lab's own table is dropped",
    );
  const accounts = config.ACCOUNTS_SOURCE;
  return {
    usage: tableOf(config.USAGE_SOURCE, 'usage', config.USAGE_SOURCE_MAPPING),
    watermark: config.USAGE_SOURCE_WATERMARK,
    lagSeconds: config.USAGE_SOURCE_LAG_SECONDS,
    accounts:
      accounts === undefined ? undefined : tableOf(accounts, 'accounts', config.ACCOUNTS_SOURCE_MAPPING),
  };
}

function tableOf(name: string, kind: 'usage' | 'accounts', mapping: string | undefined): SourceTable {
  const [database, table] = name.split('.') as [string, string];
  return { database, table, mapping: mapping === undefined ? undefined : readMapping(mapping, kind) };
}
