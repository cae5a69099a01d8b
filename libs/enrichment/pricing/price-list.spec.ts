import { PRICE_LIST, type PriceList, valuate } from './price-list';

const LIST: PriceList = {
  ...PRICE_LIST,
  prices: [
    { model: 'a', from: '2026-01-01', input: 5, output: 25, tokenizer: 't1' },
    { model: 'a', from: '2026-05-02', input: 4, output: 20, tokenizer: 't1' },
    { model: 'b', from: '2026-05-01', input: 1, output: 2, tokenizer: 't2' },
  ],
};
const day = (model: string, on: string, inputTokens: number, outputTokens: number) => ({
  model,
  day: on,
  exchanges: 1,
  inputTokens,
  outputTokens,
});

describe('What extracted tokens were worth', () => {
  it('values each day at the price of that day', () => {
    const { models, value } = valuate(
      [day('a', '2026-05-01', 1_000_000, 100_000), day('a', '2026-05-02', 1_000_000, 100_000)],
      LIST,
    );
    // 5 + 2.5 on the first day, 4 + 2 on the second.
    expect(models[0]).toMatchObject({ value: 13.5, inputTokens: 2_000_000, exchanges: 2 });
    expect(value).toBe(13.5);
  });

  it('never adds tokens of different tokenizers, and says so', () => {
    const { tokenizers, notes } = valuate(
      [day('a', '2026-05-02', 10, 1), day('b', '2026-05-02', 20, 2)],
      LIST,
    );
    expect(tokenizers).toEqual([
      { tokenizer: 't1', inputTokens: 10, outputTokens: 1 },
      { tokenizer: 't2', inputTokens: 20, outputTokens: 2 },
    ]);
    expect(notes.join(' ')).toContain('must not be compared or added across models');
  });

  it('leaves out what has no price, by name', () => {
    const valued = valuate([day('b', '2026-04-30', 1, 1), day('x', '2026-05-02', 1, 1)], LIST);
    expect(valued.unpriced).toEqual(['b', 'x']);
    expect(valued.value).toBe(0);
    expect(valued.models.map((model) => model.value)).toEqual([null, null]);
  });
});
