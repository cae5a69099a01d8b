import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';
import type { KeyVerdict } from '../case-terms';

/** What an API key of one of the case's accounts was used for. A key without a row counts to the campaign. */
@Entity('case_api_keys')
@Check('ck_case_api_keys_verdict', `verdict IN ('cover', 'campaign')`)
export class CaseApiKey {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  /** The platform's id of the key, never the key. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  apiKeyId!: string;

  @Column('text')
  accountId!: string;

  @Column('text')
  verdict!: KeyVerdict;

  @Column('text')
  reason!: string;

  /** Id of the person or job that gave the verdict. */
  @Column('text')
  decidedBy!: string;

  @Column('timestamptz')
  decidedAt!: Date;
}
