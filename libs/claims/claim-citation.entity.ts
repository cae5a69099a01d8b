import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Claim } from './claim.entity';

/** A frozen letter that cites a claim: where to look when the figure changes. */
@Entity('claim_citations')
@Index('ix_claim_citations_letter_id', ['letterId'])
export class ClaimCitation {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Claim, { onDelete: 'RESTRICT' })
  claimId!: string;

  @PrimaryColumn('uuid')
  letterId!: string;

  @Column('timestamptz')
  citedAt!: Date;
}
