import type { Figures } from '../report';
import type { Step, Story } from '../story';

interface Claim {
  id: string;
  number: number;
  value: string | null;
  state: string;
  phrase: { text: string } | null;
  contentHash: string;
}

interface Phrase {
  qualifier: string;
  rounded: string;
  unit: string;
}

/** The figures of the public letter at full size; a smaller replay has the same share of them. */
const WANTED: {
  measure: string;
  figure: keyof Figures;
  unit: string;
  qualifier: string;
  rounded?: number;
}[] = [
  {
    measure: 'accounts.confirmed',
    figure: 'accounts',
    unit: 'accounts',
    qualifier: 'nearly',
    rounded: 25_000,
  },
  {
    measure: 'exchanges.campaign',
    figure: 'campaignExchanges',
    unit: 'exchanges',
    qualifier: 'more_than',
    rounded: 28_800_000,
  },
  {
    measure: 'exchanges.all',
    figure: 'allExchanges',
    unit: 'exchanges',
    qualifier: 'more_than',
    rounded: 30_100_000,
  },
  { measure: 'activity.first_day', figure: 'firstDay', unit: 'date', qualifier: 'exactly' },
  { measure: 'activity.last_day', figure: 'lastDay', unit: 'date', qualifier: 'exactly' },
];

/** Every figure becomes a claim: counted, put into words that are true of it, counted again another way, approved by a second person. */
export const makeClaims: Step = {
  name: '5 claims',
  async play(story) {
    const { state, cast, say } = story;
    for (const wanted of WANTED) {
      const id = (state.claims[wanted.measure] ??= (
        await cast.investigator.post<Claim>(`/v1/cases/${state.caseId}/claims`, {
          measure: wanted.measure,
          snapshotId: state.snapshotId,
        })
      ).id);
      await state.save();
      const claim = await phrased(story, id, wanted);
      if (claim.state === 'computed') await cast.investigator.post(`/v1/claims/${id}/reproduce`);
      const reproduced = await cast.investigator.get<Claim>(`/v1/claims/${id}`);
      if (reproduced.state === 'reproduced')
        await cast.secondInvestigator.post(`/v1/claims/${id}/approve`, {
          contentHash: reproduced.contentHash,
        });
      const approved = await cast.investigator.get<Claim>(`/v1/claims/${id}`);
      if (approved.state !== 'approved') throw new Error(`the claim ${wanted.measure} is ${approved.state}`);
      const value = wanted.unit === 'date' ? approved.value! : Number(approved.value);
      Object.assign(state.figures, { [wanted.figure]: value });
      say(`  C-${approved.number}: "${approved.phrase?.text}" (exactly ${approved.value})`);
    }
  },
};

/** The phrase of the public letter where it is true of this value; otherwise the first that Docket offers, which is. */
async function phrased(
  { cast: { investigator }, scale }: Story,
  id: string,
  wanted: (typeof WANTED)[number],
): Promise<Claim> {
  const claim = await investigator.get<Claim>(`/v1/claims/${id}`);
  if (claim.phrase) return claim;
  const rounded = wanted.rounded === undefined ? claim.value! : String(Math.round(wanted.rounded * scale));
  const answer = await investigator
    .raw()
    .post<Claim>(`/v1/claims/${id}/phrase`, { qualifier: wanted.qualifier, rounded, unit: wanted.unit });
  if (answer.status === 200) return answer.body;
  if (answer.status !== 422)
    throw new Error(`phrase of ${wanted.measure}: ${answer.status} ${JSON.stringify(answer.body)}`);
  const offered = await investigator.get<Phrase[] | { items: Phrase[] }>(`/v1/claims/${id}/phrasings`);
  const { qualifier, rounded: to, unit } = (Array.isArray(offered) ? offered : offered.items)[0]!;
  return investigator.post<Claim>(`/v1/claims/${id}/phrase`, { qualifier, rounded: to, unit });
}
