import { USAGE_AT } from '@app/usage';
import type { AnalyzerContext, AsSent } from '../analyzer';
import { IS_EXCHANGE, isOf } from '../sql';

const BY_CAPABILITY = `
  SELECT ifNull(capability, 'unlabelled') AS capability, countIf(${isOf('accounts')}) AS inside, count() - inside AS outside
  FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
  GROUP BY capability
  ORDER BY inside DESC, capability`;

/** How much of the exchanges of some accounts, and of everybody else's, is with one capability. */
export interface CapabilityShare {
  capability: string;
  exchanges: number;
  share: number;
  shareOutside: number;
  /** Null where nobody outside uses it: a quotient by nothing says nothing. */
  lift: number | null;
}

/** What some accounts are after, beside everybody else. */
export interface Focus {
  exchanges: number;
  exchangesOutside: number;
  capabilities: CapabilityShare[];
}

/** Compares what the accounts that questions have as `accounts` were after with what everybody else is after. */
export async function focusOf({ ask }: Pick<AnalyzerContext<unknown>, 'ask'>): Promise<Focus> {
  type Row = AsSent<{ capability: string; inside: number; outside: number }>;
  const rows = (await ask<Row>(BY_CAPABILITY)).map((row) => ({
    capability: row.capability,
    inside: Number(row.inside),
    outside: Number(row.outside),
  }));
  const exchanges = rows.reduce((sum, row) => sum + row.inside, 0);
  const exchangesOutside = rows.reduce((sum, row) => sum + row.outside, 0);
  const capabilities = rows.map((row) => {
    const share = exchanges > 0 ? row.inside / exchanges : 0;
    const shareOutside = exchangesOutside > 0 ? row.outside / exchangesOutside : 0;
    return {
      capability: row.capability,
      exchanges: row.inside,
      share: rounded(share),
      shareOutside: rounded(shareOutside),
      lift: shareOutside > 0 ? rounded(share / shareOutside) : null,
    };
  });
  return { exchanges, exchangesOutside, capabilities };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
