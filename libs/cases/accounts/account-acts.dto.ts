import { ApiProperty } from '@nestjs/swagger';
import {
  BoolField,
  ChoiceField,
  NumberField,
  ObjectListField,
  omit,
  TextField,
  TextListField,
} from '@app/platform';
import { ACCOUNT_STATUSES, type AccountStatus } from '../case-terms';
import { ACCOUNT_ACT_KINDS, type AccountAct, type AccountActKind } from './account-act.entity';
import type { AccountHistoryEntry, ActOutcome, UndoOutcome } from './account-acts.queries';
import { MAX_ACCOUNTS } from './case-accounts.dto';

/** Unknown ids that an answer names; how many there are it always says. */
const NAMED_UNKNOWN = 1_000;
const MAX_SHARES = 50_000;
const SHARE = { min: 0, max: 1, example: 0.85 };

/** A verdict on accounts: on these, or on all that have none yet. */
export class JudgeAccounts {
  @ChoiceField(ACCOUNT_STATUSES, { example: 'confirmed' }) status!: AccountStatus;
  @TextField({ max: 2_000, example: 'Shares a payment instrument with the cluster.' }) reason!: string;
  @TextListField({ optional: true, maxItems: MAX_ACCOUNTS, minItems: 1, example: ['acct-0001'] })
  accountIds?: string[];
  @BoolField({ optional: true, description: 'All accounts of the case that are suspected.' })
  allSuspected?: boolean;
  @NumberField({
    ...SHARE,
    optional: true,
    description: 'Of the traffic of each, what belongs to the campaign.',
  })
  share?: number;
  @TextField({ optional: true, max: 2_000, description: 'What the share rests on; the reason unless said.' })
  shareBasis?: string;
}

/** How much of the traffic of one account belongs to the campaign. */
export class ShareOfAccount {
  @TextField({ example: 'acct-0001' }) accountId!: string;
  @NumberField({ ...SHARE, nullable: true, description: 'Null: it is unknown again.' }) share!: number | null;
}

/** Shares of traffic, each account its own. */
export class SetShares {
  @TextField({ max: 2_000, description: 'What they rest on.', example: 'Exchanges in campaign families' })
  basis!: string;
  @ObjectListField(() => ShareOfAccount, { maxItems: MAX_SHARES, minItems: 1 }) shares!: ShareOfAccount[];
}

/** Why an act is undone. */
export class UndoAct {
  @TextField({ max: 2_000, example: 'The list was of another campaign.' }) reason!: string;
}

/** What came of a verdict, or of saying shares. */
export class JudgedView {
  @ApiProperty() changed!: number;
  @ApiProperty({ description: 'It was so before.' }) unchanged!: number;
  @ApiProperty({ description: 'Not listed in the case.' }) unknown!: number;
  @ApiProperty({ type: [String], description: `The unknown ids, the first ${NAMED_UNKNOWN} of them.` })
  unknownIds!: string[];
  @ApiProperty({ format: 'uuid', type: String, nullable: true, description: 'Null when nothing changed.' })
  actId!: string | null;
}

/** What came of undoing an act. */
export class UndoneView {
  @ApiProperty({ type: 'integer', description: 'Accounts that are as before the act again.' })
  undone!: number;
  @ApiProperty({ type: 'integer', description: 'They went back when it was undone before.' })
  already!: number;
  @ApiProperty({ type: 'integer', description: 'Judged anew since; they stay as they are.' }) left!: number;
  @ApiProperty({ format: 'uuid', type: String, nullable: true, description: 'Null when nothing changed.' })
  actId!: string | null;
}

/** An act on accounts of a case. */
export class AccountActView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ACCOUNT_ACT_KINDS }) kind!: AccountActKind;
  @ApiProperty({ enum: ACCOUNT_STATUSES, type: String, nullable: true, description: 'Of a verdict.' })
  status!: AccountStatus | null;
  @ApiProperty({ description: 'Why; of a share what it rests on.' }) reason!: string;
  @ApiProperty() setsShare!: boolean;
  @ApiProperty({ format: 'uuid', type: String, nullable: true, description: 'The act that it undoes.' })
  undoesId!: string | null;
  @ApiProperty({ type: 'integer', description: 'Accounts that it changed.' }) changed!: number;
  @ApiProperty() byId!: string;
  @ApiProperty() byName!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

/** What an act changed of one account. */
export class AccountHistoryEntryView {
  @ApiProperty({ format: 'uuid' }) actId!: string;
  @ApiProperty({ format: 'uuid', description: 'This case, or one merged into it.' }) caseId!: string;
  @ApiProperty({ enum: ACCOUNT_ACT_KINDS }) kind!: AccountActKind;
  @ApiProperty({ format: 'uuid', type: String, nullable: true, description: 'The act that it undid.' })
  undoesId!: string | null;
  @ApiProperty({ enum: ACCOUNT_STATUSES, type: String, nullable: true, description: 'Null: it stayed.' })
  fromStatus!: AccountStatus | null;
  @ApiProperty({ enum: ACCOUNT_STATUSES, type: String, nullable: true }) toStatus!: AccountStatus | null;
  @ApiProperty({ description: 'Whether the act said shares of traffic.' }) setsShare!: boolean;
  @ApiProperty({ type: Number, nullable: true }) fromShare!: number | null;
  @ApiProperty({ type: Number, nullable: true }) toShare!: number | null;
  @ApiProperty() reason!: string;
  @ApiProperty() byId!: string;
  @ApiProperty() byName!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

/** Shows the outcome of a verdict or of shares. */
export const toJudgedView = (judged: ActOutcome & { actId: string | null }): JudgedView => ({
  changed: judged.changed.length,
  unchanged: judged.unchanged,
  unknown: judged.unknown.length,
  unknownIds: judged.unknown.slice(0, NAMED_UNKNOWN),
  actId: judged.actId,
});

/** Shows the outcome of an undoing. */
export const toUndoneView = (outcome: UndoOutcome & { actId: string | null }): UndoneView => ({
  ...outcome,
  undone: outcome.undone.length,
});

/** Shows an act on accounts. */
export const toAccountActView = (act: AccountAct): AccountActView => ({
  ...omit(act, 'caseId'),
  at: act.at.toISOString(),
});

/** Shows what an act changed of an account. */
export const toAccountHistoryEntryView = (entry: AccountHistoryEntry): AccountHistoryEntryView => ({
  ...entry,
  at: entry.at.toISOString(),
});
