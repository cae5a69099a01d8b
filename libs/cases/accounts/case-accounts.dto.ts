import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ChoiceField,
  ChoiceListField,
  FlagField,
  InstantField,
  NumberField,
  ObjectListField,
  PageQuery,
  TextField,
  TextListField,
  UuidField,
  WhoField,
} from '@app/platform';
import { ACCOUNT_SORTS, type AccountSort, type ListedAccount } from './account-list.queries';
import { ORIGIN_KINDS, type OriginKind } from './account-origin';
import type { CaseApiKey } from './case-api-key.entity';
import { ACCOUNT_STATUSES, type AccountStatus, KEY_VERDICTS, type KeyVerdict } from '../case-terms';

/** Accounts that one call takes at most. */
export const MAX_ACCOUNTS = 200_000;
const MAX_KEYS = 50_000;

/** Accounts to list as suspected: these, those that the case's alerts name, or those of another case. */
export class AddAccounts {
  @ChoiceField(['alerts', 'case'], {
    optional: true,
    description: '`alerts`: every account that an alert of the case names. `case`: those of `caseId`.',
  })
  from?: 'alerts' | 'case';
  @TextListField({ optional: true, maxItems: MAX_ACCOUNTS, minItems: 1, example: ['acct-0001'] })
  accountIds?: string[];
  @TextField({
    optional: true,
    description: 'Where they come from; goes with `accountIds`.',
    example: 'partner report',
  })
  source?: string;
  @UuidField({ optional: true, description: 'The other case.' }) caseId?: string;
  @ChoiceListField(ACCOUNT_STATUSES, {
    optional: true,
    description: 'Of the other case, only accounts of these statuses; their verdicts stay there.',
  })
  statuses?: AccountStatus[];
}

/** What is said of a file of accounts. */
export class AddAccountsQuery {
  @TextField({ optional: true, description: 'Where the file comes from.', example: 'partner report' })
  source?: string;
}

/** A listing to take back. */
export class UnlistAccounts {
  @InstantField({ description: 'As the answer to the listing said it.', example: '2026-06-05T17:20:00.000Z' })
  addedAt!: string;
  @TextField({ max: 2_000, example: 'The list was of another campaign.' }) reason!: string;
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

/** A share of traffic in a query. */
const ShareField = (description: string): PropertyDecorator =>
  applyDecorators(
    NumberField({ min: 0, max: 1, optional: true, description }),
    // A query brings numbers as text; anything else is left for the rule to refuse.
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
    ),
  );

/** Which accounts to list, and in which order. */
export class AccountsQuery extends PageQuery {
  @ChoiceField(ACCOUNT_STATUSES, { optional: true })
  status?: AccountStatus;
  @ChoiceField(ORIGIN_KINDS, { optional: true, description: 'By which way they came in first.' })
  source?: OriginKind;
  @ShareField('At least this share of traffic; unknown shares are left out.') minShare?: number;
  @ShareField('At most this share of traffic; unknown shares are left out.') maxShare?: number;
  @TextField({ optional: true, description: 'With what the id begins.', example: 'acct-00' }) q?: string;
  @FlagField({ description: 'Whether a reason is said.' }) hasReason?: boolean;
  @WhoField() decidedBy?: string;
  @ChoiceField(ACCOUNT_SORTS, {
    optional: true,
    description:
      'By id (unless said), or the highest share or latest verdict first and then those without one.',
  })
  readonly sort: AccountSort = 'id';
}

/** Which keys to list. */
export class KeysQuery extends PageQuery {
  @ChoiceField(KEY_VERDICTS, { optional: true }) verdict?: KeyVerdict;
}

/** What came of adding accounts. */
export class AddedAccountsView {
  @ApiProperty() added!: number;
  @ApiProperty({ description: 'Listed before; a further source that names them is kept.' }) already!: number;
  @ApiProperty({ description: 'Accounts of the case now.' }) total!: number;
  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'By which the listing can be taken back; null when nothing came in.',
  })
  addedAt!: string | null;
  @ApiPropertyOptional({ type: [String], description: 'Columns of the file that mean nothing here.' })
  ignoredColumns?: string[];
}

/** What came of taking a listing back. */
export class UnlistedView {
  @ApiProperty({ type: 'integer', description: 'Accounts that are not of the case any more.' })
  unlisted!: number;
  @ApiProperty({ type: 'integer', description: 'Judged since, or named by something else; they stay.' })
  left!: number;
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
  @ApiProperty({ description: 'Where it came from first, in words.' }) source!: string;
  @ApiProperty({ enum: ORIGIN_KINDS }) sourceKind!: OriginKind;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the file, id of the case or finding that it came from.',
  })
  sourceRef!: string | null;
  @ApiProperty({ type: 'integer', description: 'Further sources that named it since.' })
  furtherSources!: number;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of its traffic, what belongs to the campaign.' })
  share!: number | null;
  @ApiProperty({ type: String, nullable: true }) shareBasis!: string | null;
  @ApiProperty({ type: String, nullable: true }) shareBy!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) shareAt!: string | null;
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

/** Shows an account of a case. */
export const toCaseAccountView = (account: ListedAccount): CaseAccountView => ({
  accountId: account.accountId,
  status: account.status,
  source: account.source,
  sourceKind: account.sourceKind,
  sourceRef: account.sourceRef,
  furtherSources: account.furtherSources,
  addedAt: account.addedAt.toISOString(),
  reason: account.reason,
  share: account.share,
  shareBasis: account.shareBasis,
  shareBy: account.shareBy,
  shareAt: account.shareAt?.toISOString() ?? null,
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
