import { ApiProperty } from '@nestjs/swagger';
import { BoolField, ChoiceField, TextField } from '@app/platform';
import { type Detector, SENSITIVITIES, type Sensitivity } from './detector.entity';

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
}

/** What to change of a detector; its name stays, because the record names it. */
export class ChangeDetector {
  @TextField({ optional: true }) owner?: string;
  @TextField({ optional: true, min: 0, max: 5_000 }) description?: string;
  @TextField({ optional: true, max: 1_000 }) legalBasis?: string;
  @ChoiceField(SENSITIVITIES, { optional: true }) sensitivity?: Sensitivity;
  @BoolField({ optional: true }) citableOutside?: boolean;
  @BoolField({ optional: true, description: 'A disabled detector cannot send; its keys stay.' })
  disabled?: boolean;
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
  createdAt: detector.createdAt.toISOString(),
  disabledAt: detector.disabledAt?.toISOString() ?? null,
});
