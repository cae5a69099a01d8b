import { ApiProperty } from '@nestjs/swagger';
import { UuidField } from '@app/platform';
import {
  RECOUNT_OUTCOMES,
  RECOUNT_STATES,
  type RecountOutcome,
  type RecountState,
} from './claim-recount.entity';
import { differenceOf } from './recount-outcome';
import type { RecountOfClaim } from './recounts.service';

const STATES = Object.keys(RECOUNT_STATES);
const SNAPSHOT = 'The snapshot to count on; the latest unless said.';

/** On what to count a claim anew. */
export class RecountClaim {
  @UuidField({ optional: true, description: SNAPSHOT }) snapshotId?: string;
}

/** Which claims to count anew, and on what. */
export class RecountClaims {
  @UuidField({ optional: true, description: SNAPSHOT }) snapshotId?: string;
  @UuidField({
    optional: true,
    description: 'Only those of this case and of the cases merged into it; all there are unless said.',
  })
  caseId?: string;
}

export class RecountView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) claimId!: string;
  @ApiProperty({ format: 'uuid' }) snapshotId!: string;
  @ApiProperty({ enum: STATES }) state!: RecountState;
  @ApiProperty({
    enum: RECOUNT_OUTCOMES,
    type: String,
    nullable: true,
    description:
      'Whether the words of the claim are still true: `holds`, `fails`, or `unclear` where the two counts differ.',
  })
  outcome!: RecountOutcome | null;
  @ApiProperty({ type: String, nullable: true, example: 'more than 28.8 million exchanges' })
  phrase!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'As it was approved.', example: '28817346' })
  valueThen!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '28794112' }) value!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The same counted by the second way.' })
  reproduced!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of days in days.', example: '-23234' })
  difference!: string | null;
  @ApiProperty({ type: String, nullable: true }) queryHash!: string | null;
  @ApiProperty() requestedBy!: string;
  @ApiProperty() requestedByName!: string;
  @ApiProperty({ format: 'date-time' }) requestedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) countedAt!: string | null;
}

export class RecountsRequestedView {
  @ApiProperty({ format: 'uuid' }) snapshotId!: string;
  @ApiProperty({ description: 'Claims that are counted now.' }) requested!: number;
  @ApiProperty({ description: 'There are more: ask again.' }) isMore!: boolean;
}

/** A recount as the api answers it. */
export const toRecountView = ({ recount, claim }: RecountOfClaim): RecountView => ({
  id: recount.id,
  claimId: recount.claimId,
  snapshotId: recount.snapshotId,
  state: recount.state,
  outcome: recount.outcome,
  phrase: claim.phrase?.text ?? null,
  valueThen: claim.value,
  value: recount.value,
  reproduced: recount.reproduced,
  difference: claim.value === null ? null : differenceOf(claim.value, recount.value),
  queryHash: recount.queryHash,
  requestedBy: recount.requestedBy,
  requestedByName: recount.requestedByName,
  requestedAt: recount.requestedAt.toISOString(),
  countedAt: recount.countedAt?.toISOString() ?? null,
});
