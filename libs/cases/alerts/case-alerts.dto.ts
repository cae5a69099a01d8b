import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IntField, TextField, UuidListField } from '@app/platform';
import { TLP_LABELS, type Tlp } from '@app/alerts';
import { CASE_KINDS, type CaseKind } from '../case-terms';

/** Alerts that become a case; what is not said of it follows from them. */
export class PromoteAlerts {
  @UuidListField({ maxItems: 1_000, description: 'At least one; none is closed or has a case.' })
  alertIds!: string[];
  @ChoiceField(CASE_KINDS, { optional: true, description: 'The most frequent of the types unless said.' })
  kind?: CaseKind;
  @TextField({ optional: true, max: 300, description: 'The title of the gravest alert unless said.' })
  title?: string;
  @TextField({ optional: true, min: 0, max: 20_000 }) summary?: string;
  @IntField({ optional: true, min: 1, max: 4, description: 'The gravest of them unless said.' })
  severity?: number;
  @ChoiceField(TLP_LABELS, { optional: true, description: 'The most restrictive of them unless said.' })
  tlp?: Tlp;
}

/** Alerts to take out of a case. */
export class DetachAlerts {
  @UuidListField({ maxItems: 1_000 }) alertIds!: string[];
  @TextField({ max: 2_000, description: 'Why they do not belong here.' }) reason!: string;
}

/** What became of taking alerts out. */
export class DetachedView {
  @ApiProperty({ type: 'integer' }) detached!: number;
  @ApiProperty({ type: 'integer', description: 'They were not in the case.' }) already!: number;
  @ApiProperty({
    type: 'integer',
    description:
      'Accounts that stay in the case though none of its alerts names them now and nobody has judged them.',
  })
  unnamedAccounts!: number;
}
