import { ApiProperty } from '@nestjs/swagger';
import type { CitedClaim } from './cited-claim';

/** The frozen data that a claim was counted from, as answered. */
export class CitedSnapshotView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) asOf!: string;
}

/** The second computation of a claim, as answered. */
export class CitedReproductionView {
  @ApiProperty() queryHash!: string;
  @ApiProperty() value!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

/** A claim that a letter cites, as answered. */
export class CitedClaimView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'C-3' }) number!: string;
  @ApiProperty({ example: 'accounts.confirmed' }) measure!: string;
  @ApiProperty({ example: 'nearly 25,000 accounts' }) phrase!: string;
  @ApiProperty({ example: 'nearly' }) qualifier!: string;
  @ApiProperty({ example: '24913' }) value!: string;
  @ApiProperty({ example: 'accounts' }) unit!: string;
  @ApiProperty() countingRule!: string;
  @ApiProperty() snapshot!: CitedSnapshotView;
  @ApiProperty() queryHash!: string;
  @ApiProperty({ type: CitedReproductionView, nullable: true }) reproduction!: CitedClaim['reproduction'];
  @ApiProperty({ format: 'date-time' }) asOf!: string;
  @ApiProperty({ example: 'approved' }) state!: string;
}

/** What a template asks for, as answered. */
export class LetterTemplateView {
  @ApiProperty({ example: 'congress-voluntary' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', properties: { measure: { type: 'string' }, isOptional: { type: 'boolean' } } },
  })
  measures!: { measure: string; isOptional: boolean }[];
  @ApiProperty({
    type: 'array',
    items: { type: 'object', properties: { key: { type: 'string' }, ask: { type: 'string' } } },
  })
  passages!: { key: string; ask: string }[];
}
