import { type Binned, EvidenceModel, learn, TRAITS, UNTOLD } from './evidence-model';

const bins = (given: Record<string, number>, otherwise = 0): number[] =>
  TRAITS.map(({ name }) => given[name] ?? otherwise);
const GUILTY = { templates: 3, networks: 2, clients: 2, schedule: 2, capabilities: 2 };
const group = (given: number[], accounts: number, isInCore: boolean): Binned => ({
  bins: given,
  accounts,
  isInCore,
});

const CASE = [group(bins(GUILTY), 50, true), group(bins({ capabilities: 1 }), 1_950, false)];

describe('What the case teaches', () => {
  it('weighs a trait by how many times more common it is in the core', () => {
    const said = new EvidenceModel([
      group(bins({ burst: 1 }), 30, true),
      group(bins({}), 70, true),
      group(bins({ burst: 1 }), 100, false),
      group(bins({}), 900, false),
    ]).assess(bins({ burst: 1 }, UNTOLD)).said;
    // (30 + 0.5) / 101 against (100 + 0.5) / 1001.
    expect(said).toHaveLength(1);
    expect(said[0]!.weight).toBeCloseTo(Math.log(30.5 / 101 / (100.5 / 1001)), 5);
  });

  it('is sure where independent families agree, and lets none decide alone', () => {
    const model = learn(CASE);
    expect(model.assess(bins(GUILTY)).likelihood).toBeGreaterThan(0.999);
    expect(model.assess(bins(GUILTY)).families).toEqual([
      'capability',
      'client',
      'network',
      'prompts',
      'timing',
    ]);
    // The same proxies and nothing else: a neighbour.
    expect(model.assess(bins({ networks: 2, capabilities: 1 })).likelihood).toBeLessThan(0.01);
    // The same prompts and nothing else stay a question.
    const prompts = model.assess(bins({ templates: 3, capabilities: 1 }));
    expect(prompts.likelihood).toBeLessThan(0.5);
  });

  it('takes the lack of a tie for no alibi: other operators have networks, software and cards of their own', () => {
    const said = learn([group(bins(GUILTY), 500, true), CASE[1]!]).assess(bins({})).said;
    const weightOf = (name: string): number => said.find(({ trait }) => trait.name === name)!.weight;
    expect(weightOf('networks')).toBe(-1);
    expect(weightOf('clients')).toBe(-1);
    expect(weightOf('templates')).toBe(-5);
  });

  it('takes the lack of all ties for no more than the lack of one where prompts do not tell', () => {
    const told = { networks: 2, clients: 2, instrument: 2, schedule: 2 };
    const model = learn([
      group(bins({ ...told, templates: UNTOLD }), 50, true),
      group(bins({ capabilities: 1 }), 1_950, false),
    ]);
    const oddsOf = (given: Record<string, number>): number => {
      const { likelihood } = model.assess(bins(given, UNTOLD));
      return Math.log(likelihood / (1 - likelihood));
    };
    const nothing = oddsOf({});
    expect(oddsOf({ networks: 0 })).toBeCloseTo(nothing - 1, 5);
    expect(oddsOf({ networks: 0, clients: 0, instrument: 0 })).toBeCloseTo(nothing - 1, 5);
    // Where prompts speak against it, each lack speaks for itself.
    const prompts = learn(CASE);
    const without = prompts.assess(bins({ templates: 0 }, UNTOLD)).likelihood;
    const lacking = prompts.assess(bins({ templates: 0, networks: 0, clients: 0 }, UNTOLD)).likelihood;
    expect(Math.log(without / lacking)).toBeGreaterThan(1.5);
  });

  it('says nothing of what cannot be told', () => {
    const { said, families } = learn(CASE).assess(bins({}, UNTOLD));
    expect([said, families]).toEqual([[], []]);
  });

  it('does not take the part of the campaign that nobody named for everybody else', () => {
    const partly = [group(bins(GUILTY), 20, true), group(bins(GUILTY), 180, false), CASE[1]!];
    const networks = TRAITS.findIndex(({ name }) => name === 'networks');
    const weightOf = (model: EvidenceModel): number => model.assess(bins(GUILTY)).said[networks]!.weight;
    expect(weightOf(learn(partly))).toBeGreaterThan(weightOf(new EvidenceModel(partly)) + 0.5);
  });
});
