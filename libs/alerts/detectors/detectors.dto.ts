import { ApiProperty } from '@nestjs/swagger';
import { BoolField, ChoiceField, IntField, ObjectField, TextField } from '@app/platform';
import { type Detector, SENSITIVITIES, type Sensitivity } from './detector.entity';

/** The rule, model or query that a detector runs. */
export class DetectorAnalytic {
  @TextField({ max: 200, example: 'shared-instrument' }) name!: string;
  @TextField({ optional: true, max: 100, example: '2.4.0' }) version?: string;
}

const THRESHOLD = {
  max: 1_000,
  description: 'From what on it reports, with the unit, as the lab states it.',
  example: 'at least 3 accounts on one instrument within 30 days',
};
const APPROVED_BY = {
  max: 200,
  description: 'Who approved that it runs.',
  example: 'Detection review board',
};
const APPROVAL = { max: 500, description: 'Where the approval is written down.', example: 'DRB-2026-014' };
const SANDBOX = 'On trial: what it sends now is stored and answered, and never reaches the inbox.';

/** A detector to register. */
export class RegisterDetector {
  @TextField({ max: 100, example: 'template-watch' }) name!: string;
  @TextField({ description: 'The team that answers for it.', example: 'Detection engineering' })
  owner!: string;
  @TextField({ optional: true, min: 0, max: 5_000 }) description?: string;
  @TextField({
    max: 1_000,
    description: 'On what ground it may look at what it looks at.',
    example: 'Usage policy, monitoring of abuse',
  })
  legalBasis!: string;
  @ChoiceField(SENSITIVITIES, {
    optional: true,
    description: 'How closely its method is held; `internal` unless said.',
  })
  sensitivity?: Sensitivity;
  @BoolField({ optional: true, description: 'Whether a letter may name it; false unless said.' })
  citableOutside?: boolean;
  @ObjectField(() => DetectorAnalytic, { optional: true }) analytic?: DetectorAnalytic;
  @TextField({ ...THRESHOLD, optional: true }) threshold?: string;
  @TextField({ ...APPROVED_BY, optional: true }) approvedBy?: string;
  @TextField({ ...APPROVAL, optional: true }) approvalReference?: string;
  @BoolField({ optional: true, description: SANDBOX }) sandbox?: boolean;
}

/** What to change of a detector; its name stays, because the record names it. Null takes away. */
export class ChangeDetector {
  @IntField({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    description: 'The version that you read, unless `If-Match` says it.',
  })
  version?: number;
  @ObjectField(() => DetectorAnalytic, { optional: true, nullable: true }) analytic?: DetectorAnalytic | null;
  @TextField({ ...THRESHOLD, optional: true, nullable: true }) threshold?: string | null;
  @TextField({ ...APPROVED_BY, optional: true, nullable: true }) approvedBy?: string | null;
  @TextField({ ...APPROVAL, optional: true, nullable: true }) approvalReference?: string | null;
  @BoolField({ optional: true, description: SANDBOX }) sandbox?: boolean;
  @TextField({ optional: true }) owner?: string;
  @TextField({ optional: true, min: 0, max: 5_000 }) description?: string;
  @TextField({ optional: true, max: 1_000 }) legalBasis?: string;
  @ChoiceField(SENSITIVITIES, { optional: true }) sensitivity?: Sensitivity;
  @BoolField({ optional: true }) citableOutside?: boolean;
  @BoolField({ optional: true, description: 'A disabled detector cannot send; its keys stay.' })
  disabled?: boolean;
}

/** A change without the version that it was made on. */
export type DetectorChange = Omit<ChangeDetector, 'version'>;

/** The rule, model or query of a detector, as answered. */
export class AnalyticView {
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) version!: string | null;
}

/** A detector, as answered. */
export class DetectorView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() owner!: string;
  @ApiProperty() description!: string;
  @ApiProperty() legalBasis!: string;
  @ApiProperty({ enum: SENSITIVITIES }) sensitivity!: Sensitivity;
  @ApiProperty() citableOutside!: boolean;
  @ApiProperty({ type: AnalyticView, nullable: true }) analytic!: AnalyticView | null;
  @ApiProperty({ type: String, nullable: true }) threshold!: string | null;
  @ApiProperty({ type: String, nullable: true }) approvedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) approvalReference!: string | null;
  @ApiProperty({ description: SANDBOX }) sandbox!: boolean;
  @ApiProperty({
    example: '/v1/detectors/018f0000-0000-7000-8000-000000000000/precision',
    description: 'Where the api tells how often it was right.',
  })
  precisionPath!: string;
  @ApiProperty({ type: 'integer', description: 'Send it back with a change.' }) version!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) disabledAt!: string | null;
}

/** A detector as the api answers it. */
export const toDetectorView = (detector: Detector): DetectorView => ({
  id: detector.id,
  name: detector.name,
  owner: detector.owner,
  description: detector.description,
  legalBasis: detector.legalBasis,
  sensitivity: detector.sensitivity,
  citableOutside: detector.citableOutside,
  analytic:
    detector.analyticName === null
      ? null
      : { name: detector.analyticName, version: detector.analyticVersion },
  threshold: detector.threshold,
  approvedBy: detector.approvedBy,
  approvalReference: detector.approvalReference,
  sandbox: detector.sandbox,
  precisionPath: `/v1/detectors/${detector.id}/precision`,
  version: detector.version,
  createdAt: detector.createdAt.toISOString(),
  disabledAt: detector.disabledAt?.toISOString() ?? null,
});
