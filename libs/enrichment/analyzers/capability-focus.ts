import { USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import { IS_EXCHANGE, isOf } from '../sql';

const BY_CAPABILITY = `
  SELECT ifNull(capability, 'unlabelled') AS capability, countIf(${isOf('accounts')}) AS inside, count() - inside AS outside
  FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
  GROUP BY capability
  ORDER BY inside DESC, capability`;

interface Row {
  capability: string;
  inside: number | string;
  outside: number | string;
}

/** Compares what the case's accounts were after with what everybody else is after. */
export const capabilityFocus = defineAnalyzer({
  name: 'capability-focus',
  version: 1,
  question: 'Which capabilities did the case draw on, and how much more than the accounts outside it?',
  defaults: {},
  async run({ ask }) {
    const rows = (await ask<Row>(BY_CAPABILITY)).map((row) => ({
      capability: row.capability,
      inside: Number(row.inside),
      outside: Number(row.outside),
    }));
    const inside = rows.reduce((sum, row) => sum + row.inside, 0);
    const outside = rows.reduce((sum, row) => sum + row.outside, 0);
    const capabilities = rows.map((row) => {
      const share = inside > 0 ? row.inside / inside : 0;
      const shareOutside = outside > 0 ? row.outside / outside : 0;
      return {
        capability: row.capability,
        exchanges: row.inside,
        share: rounded(share),
        shareOutside: rounded(shareOutside),
        /** Null where nobody outside uses it: a quotient by nothing says nothing. */
        lift: shareOutside > 0 ? rounded(share / shareOutside) : null,
      };
    });
    return { result: { exchanges: inside, exchangesOutside: outside, capabilities } };
  },
});

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
