import { USAGE_AT } from '@app/usage';
import { defineAnalyzer } from '../analyzer';
import { PRICE_LIST, type TokensOfDay, valuate } from '../pricing/price-list';
import { IS_EXCHANGE, isOf } from '../sql';

const BY_MODEL_AND_DAY = `
  SELECT toString(used) AS model, toString(date) AS day, n AS exchanges, tokensIn AS inputTokens, tokensOut AS outputTokens
  FROM (SELECT model AS used, toDate(ts, 'UTC') AS date, count() AS n, sum(input_tokens) AS tokensIn, sum(output_tokens) AS tokensOut
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${isOf('accounts')}
        GROUP BY used, date)
  ORDER BY model, day`;

/** Puts a value on what the case's accounts took, by model and price list. */
export const value = defineAnalyzer({
  name: 'value',
  version: 1,
  question: 'What were the tokens of the case worth at list prices, model by model?',
  // The version is a parameter: another list is another question.
  defaults: { priceList: PRICE_LIST.version },
  async run({ ask }) {
    type Row = { [K in keyof TokensOfDay]: TokensOfDay[K] | string };
    const tokens = (await ask<Row>(BY_MODEL_AND_DAY)).map((row) => ({
      model: String(row.model),
      day: String(row.day),
      exchanges: Number(row.exchanges),
      inputTokens: Number(row.inputTokens),
      outputTokens: Number(row.outputTokens),
    }));
    const { version, knownOn, source, currency } = PRICE_LIST;
    return { result: { priceList: { version, knownOn, source, currency }, ...valuate(tokens, PRICE_LIST) } };
  },
});
