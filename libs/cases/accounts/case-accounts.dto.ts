import { ApiProperty } from '@nestjs/swagger';
import { BoolField, ChoiceField, ObjectListField, PageQuery, TextField, TextListField } from '@app/platform';
import type { Judged } from './case-accounts.queries';
import type { Appearance, ListedAccount } from './case-accounts.service';
import type { CaseApiKey } from './case-api-key.entity';
import { CaseView, toCaseView } from '../cases.dto';
import { ACCOUNT_STATUSES, type AccountStatus, KEY_VERDICTS, type KeyVerdict } from '../case-terms';

/** Accounts that one call takes at most. */
export const MAX_ACCOUNTS = 200_000;
const MAX_KEYS = 50_000;
/** Unknown ids that an answer names; how many there are it always says. */
const NAMED_UNKNOWN = 1_000;

/** Accounts to list as suspected: those that the case's alerts name, or these. */
export class AddAccounts {
  @ChoiceField(['alerts'], { optional: true, description: 'Every account that an alert of the case names.' })
  from?: 'alerts';
  @TextListField({ optional: true, maxItems: MAX_ACCOUNTS, minItems: 1, example: ['acct-0001'] })
  accountIds?: string[];
  @TextField({ optional: true, description: 'Where they come from.', example: 'partner report' })
  source?: string;
}

/** A verdict on accounts: on these, or on all that have none yet. */
export class JudgeAccounts {
  @ChoiceField(ACCOUNT_STATUSES, { example: 'confirmed' }) status!: AccountStatus;
  @TextField({ max: 2_000, example: 'Shares a payment instrument with the cluster.' }) reason!: string;
  @TextListField({ optional: true, maxItems: MAX_ACCOUNTS, minItems: 1, example: ['acct-0001'] })
  accountIds?: string[];
  @BoolField({ optional: true, description: 'All accounts of the case that are suspected.' })
  allSuspected?: boolean;
}

/** An API key and the account that it belongs to. */
export class KeyOfAccount {
  @TextField({ example: 'key-0001' }) apiKeyId!: string;
  @TextField({ example: 'acct-0001' }) accountId!: string;
}

/** A verdict on API keys. */
export class JudgeKeys {
  @ChoiceField(KEY_VERDICTS, {
    description: '`cover`: unrelated traffic that hides the campaign.',
    example: 'cover',
  })
  verdict!: KeyVerdict;
  @TextField({ max: 2_000, example: 'Requests of a reseller’s own customers.' }) reason!: string;
  @ObjectListField(() => KeyOfAccount, { maxItems: MAX_KEYS, minItems: 1 }) keys!: KeyOfAccount[];
}

/** Which accounts to list. */
export class AccountsQuery extends PageQuery {
  @ChoiceField(ACCOUNT_STATUSES, { optional: true })
  status?: AccountStatus;
}

/** Which keys to list. */
export class KeysQuery extends PageQuery {
  @ChoiceField(KEY_VERDICTS, { optional: true }) verdict?: KeyVerdict;
}

/** What came of adding accounts. */
export class AddedAccountsView {
  @ApiProperty() added!: number;
  @ApiProperty({ description: 'Listed before.' }) already!: number;
  @ApiProperty({ description: 'Accounts of the case now.' }) total!: number;
}

/** What came of a verdict. */
export class JudgedView {
  @ApiProperty() changed!: number;
  @ApiProperty({ description: 'Had this status before.' }) unchanged!: number;
  @ApiProperty({ description: 'Not listed in the case.' }) unknown!: number;
  @ApiProperty({ type: [String], description: `The unknown ids, the first ${NAMED_UNKNOWN} of them.` })
  unknownIds!: string[];
}

/** What came of a verdict on keys. */
export class JudgedKeysView {
  @ApiProperty() changed!: number;
}

/** Accounts of a case by status. */
export class AccountCountsView {
  @ApiProperty() suspected!: number;
  @ApiProperty() confirmed!: number;
  @ApiProperty() cleared!: number;
}

/** An account as a subject of a case. */
export class CaseAccountView {
  @ApiProperty() accountId!: string;
  @ApiProperty({ enum: ACCOUNT_STATUSES }) status!: AccountStatus;
  @ApiProperty() source!: string;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) decidedAt!: string | null;
  @ApiProperty({ description: 'In how many other cases the account is a subject.' }) otherCases!: number;
}

/** An API key with its verdict. */
export class CaseKeyView {
  @ApiProperty() apiKeyId!: string;
  @ApiProperty() accountId!: string;
  @ApiProperty({ enum: KEY_VERDICTS }) verdict!: KeyVerdict;
  @ApiProperty() reason!: string;
  @ApiProperty() decidedBy!: string;
  @ApiProperty({ format: 'date-time' }) decidedAt!: string;
}

/** A case in which an account is a subject. */
export class AppearanceView {
  @ApiProperty({ type: CaseView }) case!: CaseView;
  @ApiProperty({ enum: ACCOUNT_STATUSES }) status!: AccountStatus;
  @ApiProperty() source!: string;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

/** Shows the outcome of a verdict. */
export const toJudgedView = (judged: Judged): JudgedView => ({
  changed: judged.changed.length,
  unchanged: judged.unchanged,
  unknown: judged.unknown.length,
  unknownIds: judged.unknown.slice(0, NAMED_UNKNOWN),
});

/** Shows an account of a case. */
export const toCaseAccountView = (account: ListedAccount): CaseAccountView => ({
  accountId: account.accountId,
  status: account.status,
  source: account.source,
  addedAt: account.addedAt.toISOString(),
  reason: account.reason,
  decidedBy: account.decidedBy,
  decidedAt: account.decidedAt?.toISOString() ?? null,
  otherCases: account.otherCases,
});

/** Shows a key. */
export const toCaseKeyView = (key: CaseApiKey): CaseKeyView => ({
  apiKeyId: key.apiKeyId,
  accountId: key.accountId,
  verdict: key.verdict,
  reason: key.reason,
  decidedBy: key.decidedBy,
  decidedAt: key.decidedAt.toISOString(),
});

/** Shows where an account is a subject. */
export const toAppearanceView = ({ account, case: of }: Appearance): AppearanceView => ({
  case: toCaseView(of),
  status: account.status,
  source: account.source,
  addedAt: account.addedAt.toISOString(),
  reason: account.reason,
});
