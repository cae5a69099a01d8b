import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IntField, PageQuery, TextField } from '@app/platform';
import { ACCOUNT_STATUSES, type AccountStatus } from '@app/cases';
import {
  ACCOUNT_SUGGESTIONS,
  type AccountSuggestion,
  CANDIDATE_TIERS,
  type CandidateTier,
} from '../evidence-rows';
import type { WeighedAccount, WeighedFilter } from './weighed-accounts.queries';

const ANY_SUGGESTION = [...ACCOUNT_SUGGESTIONS, 'none'] as const;
type AnySuggestion = (typeof ANY_SUGGESTION)[number];

/** The highest number that a cluster could have: what its column holds. */
const HIGHEST = 2_147_483_647;
const SUGGESTION = { optional: true, description: '`none`: the evidence suggests nothing.' };
const TIER = { optional: true, description: 'As which candidate it was found before it came in.' };

/** Which accounts of a case to list, by what the evidence says. */
export class WeighedAccountsQuery extends PageQuery {
  @ChoiceField(ACCOUNT_STATUSES, { optional: true }) status?: AccountStatus;
  @ChoiceField(ANY_SUGGESTION, SUGGESTION) suggestion?: AnySuggestion;
  @IntField({ optional: true, min: 1, max: HIGHEST, description: 'Number of a cluster.' })
  cluster?: number;
  @ChoiceField(CANDIDATE_TIERS, TIER) tier?: CandidateTier;
  @TextField({ optional: true, description: 'With what the id begins.', example: 'acct-00' }) q?: string;
}

/** A verdict on all suspected accounts that the evidence puts together. */
export class JudgeWeighed {
  @ChoiceField(ACCOUNT_STATUSES, { example: 'confirmed' }) status!: AccountStatus;
  @TextField({ max: 2_000, example: 'Same templates and cards, read in samples.' }) reason!: string;
  @ChoiceField(ANY_SUGGESTION, SUGGESTION) suggestion?: AnySuggestion;
  @IntField({ optional: true, min: 1, max: HIGHEST, description: 'Number of a cluster.' })
  cluster?: number;
  @ChoiceField(CANDIDATE_TIERS, TIER) tier?: CandidateTier;
  @IntField({
    min: 1,
    max: HIGHEST,
    description: 'How many they are by what you saw. If they are not as many now, nothing is judged.',
    example: 212,
  })
  accounts!: number;
}

export class WeighedAccountView {
  @ApiProperty() accountId!: string;
  @ApiProperty({ enum: ACCOUNT_STATUSES }) status!: AccountStatus;
  @ApiProperty({ type: Number, nullable: true }) share!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of the verdict.' }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy!: string | null;
  @ApiProperty({ enum: ACCOUNT_SUGGESTIONS, type: String, nullable: true })
  suggestion!: AccountSuggestion | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'How likely it belongs to the campaign, 0 to 1.',
  })
  score!: number | null;
  @ApiProperty({ type: Number, nullable: true }) exchanges!: number | null;
  @ApiProperty({ type: Number, nullable: true }) campaignExchanges!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Number of its cluster.' }) cluster!:
    number | null;
  @ApiProperty({
    enum: CANDIDATE_TIERS,
    type: String,
    nullable: true,
    description: 'As which candidate it was found before it came in.',
  })
  tier!: CandidateTier | null;
  @ApiProperty({ type: [String], description: 'Why the suggestion.' }) because!: string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Its first exchange.' })
  firstAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastAt!: string | null;
}

/** Accounts of one status for which one thing is suggested. */
export class WeighedCountView {
  @ApiProperty({ enum: ACCOUNT_SUGGESTIONS, type: String, nullable: true })
  suggestion!: AccountSuggestion | null;
  @ApiProperty({ enum: ACCOUNT_STATUSES }) status!: AccountStatus;
  @ApiProperty({ type: 'integer' }) accounts!: number;
}

/** The filter as it was asked for. */
export const toWeighedFilter = (
  asked: Pick<WeighedAccountsQuery, 'status' | 'suggestion' | 'cluster' | 'tier' | 'q'>,
): WeighedFilter => ({
  ...(asked.status ? { status: asked.status } : {}),
  ...(asked.suggestion ? { suggestion: asked.suggestion === 'none' ? null : asked.suggestion } : {}),
  ...(asked.cluster === undefined ? {} : { cluster: asked.cluster }),
  ...(asked.tier ? { tier: asked.tier } : {}),
  ...(asked.q === undefined ? {} : { prefix: asked.q }),
});

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

/** Shows an account with what the evidence says of it. */
export const toWeighedAccountView = (row: WeighedAccount): WeighedAccountView => ({
  ...row,
  exchanges: numberOrNull(row.exchanges),
  campaignExchanges: numberOrNull(row.campaignExchanges),
  firstAt: row.firstAt?.toISOString() ?? null,
  lastAt: row.lastAt?.toISOString() ?? null,
});
