/** What a model cost from some day on, in US dollars for a million tokens. */
export interface ModelPrice {
  model: string;
  /** Civil date, UTC, from which the price held. */
  from: string;
  input: number;
  output: number;
  /** The tokenizer that counts its tokens: counts of different ones do not compare. */
  tokenizer: string;
}

/** Prices as they were known on a day, with where they come from. A correction is a new version; findings name theirs. */
export interface PriceList {
  version: string;
  /** Civil date. */
  knownOn: string;
  source: string;
  currency: 'USD';
  prices: readonly ModelPrice[];
}

/**
 * The replay's models at public list prices of June 2026. The release of 28 May writes up to 35 % more tokens for the
 * same text, so it has a tokenizer of its own.
 */
export const PRICE_LIST: PriceList = {
  version: '2026-06-10',
  knownOn: '2026-06-10',
  source: 'Public list prices for a million tokens, first-party API, without discounts',
  currency: 'USD',
  prices: [
    { model: 'flagship-A', from: '2026-04-16', input: 5, output: 25, tokenizer: 'tokenizer-A' },
    { model: 'flagship-B', from: '2026-05-28', input: 5, output: 25, tokenizer: 'tokenizer-B' },
    { model: 'mid', from: '2026-01-01', input: 3, output: 15, tokenizer: 'tokenizer-A' },
    { model: 'small', from: '2026-01-01', input: 1, output: 5, tokenizer: 'tokenizer-A' },
  ],
};

/** Tokens of one model on one day. */
export interface TokensOfDay {
  model: string;
  /** Civil date, UTC. */
  day: string;
  exchanges: number;
  inputTokens: number;
  outputTokens: number;
}

/** What the tokens of one model were worth. */
export interface ModelValue {
  model: string;
  /** Null where the list does not know the model. */
  tokenizer: string | null;
  exchanges: number;
  inputTokens: number;
  outputTokens: number;
  /** Dollars, to the cent; null where the list has no price for the model on every day of its use. */
  value: number | null;
}

/** Values of the models, and the sums that may be drawn. */
export interface Valuation {
  models: ModelValue[];
  /** Tokens by tokenizer; there is no sum over tokenizers, because it would count unlike things. */
  tokenizers: { tokenizer: string; inputTokens: number; outputTokens: number }[];
  /** Dollars add up where tokens do not. */
  value: number;
  /** Models without a price, which the value leaves out. */
  unpriced: string[];
  notes: string[];
}

/** Puts a value on tokens by a price list, day by day, so that a change of price inside the window counts. */
export function valuate(tokens: readonly TokensOfDay[], list: PriceList): Valuation {
  const names = [...new Set(tokens.map(({ model }) => model))].sort();
  const models = names.map((model) => valueOf(model, tokens, list));
  const tokenizers = new Map<string, { inputTokens: number; outputTokens: number }>();
  for (const { tokenizer, inputTokens, outputTokens } of models) {
    if (tokenizer === null) continue;
    const sum = tokenizers.get(tokenizer) ?? { inputTokens: 0, outputTokens: 0 };
    sum.inputTokens += inputTokens;
    sum.outputTokens += outputTokens;
    tokenizers.set(tokenizer, sum);
  }
  const unpriced = models.filter(({ value }) => value === null).map(({ model }) => model);
  return {
    models,
    tokenizers: [...tokenizers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([tokenizer, sum]) => ({ tokenizer, ...sum })),
    value: cents(models.reduce((sum, { value }) => sum + (value ?? 0), 0)),
    unpriced,
    notes: [
      `Valued by price list ${list.version}: ${list.source}.`,
      ...(tokenizers.size > 1
        ? [
            `Tokens are counted by ${tokenizers.size} different tokenizers: their numbers must not be compared or added across models.`,
          ]
        : []),
      ...(unpriced.length > 0 ? [`Without a price, and left out: ${unpriced.join(', ')}.`] : []),
    ],
  };
}

function valueOf(model: string, tokens: readonly TokensOfDay[], list: PriceList): ModelValue {
  const prices = list.prices
    .filter((price) => price.model === model)
    .sort((a, b) => (a.from < b.from ? 1 : -1));
  const days = tokens.filter((day) => day.model === model);
  let value: number | null = 0;
  for (const { day, inputTokens, outputTokens } of days) {
    const price = prices.find(({ from }) => from <= day);
    value =
      price && value !== null
        ? value + (inputTokens * price.input + outputTokens * price.output) / 1_000_000
        : null;
  }
  const total = (pick: (day: TokensOfDay) => number): number => days.reduce((sum, day) => sum + pick(day), 0);
  return {
    model,
    tokenizer: prices[0]?.tokenizer ?? null,
    exchanges: total((day) => day.exchanges),
    inputTokens: total((day) => day.inputTokens),
    outputTokens: total((day) => day.outputTokens),
    value: value === null ? null : cents(value),
  };
}

const cents = (value: number): number => Math.round(value * 100) / 100;
