import { ApiProperty } from '@nestjs/swagger';
import { CUSTODY_ACTS, type CustodyEntry } from './custody-entry.entity';
import type { EvidenceItem } from './evidence-item.entity';

/** One line of the custody log, as answered. */
export class CustodyEntryView {
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty() actorId!: string;
  @ApiProperty() actorName!: string;
  @ApiProperty({ enum: CUSTODY_ACTS }) act!: string;
}

/** An evidence item, as answered. */
export class EvidenceItemView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) caseId!: string | null;
  @ApiProperty({ example: 'usage-2026-06-05.csv.gz' }) name!: string;
  @ApiProperty({ example: 'text/csv' }) mediaType!: string;
  @ApiProperty({ example: 'import' }) origin!: string;
  @ApiProperty({ type: 'integer' }) bytes!: number;
  @ApiProperty({ description: 'SHA-256 of the bytes, lower-case hex.' }) sha256!: string;
  @ApiProperty({ format: 'date-time' }) keptAt!: string;
}

/** An evidence item with its custody log, as answered. */
export class EvidenceView extends EvidenceItemView {
  @ApiProperty({ type: [CustodyEntryView], description: 'Oldest first.' }) custody!: CustodyEntryView[];
}

/** What a verification found, as answered. */
export class VerificationView {
  @ApiProperty({ description: 'The bytes are those that were kept.' }) intact!: boolean;
}

const toCustodyView = (entry: CustodyEntry): CustodyEntryView => ({
  at: entry.at.toISOString(),
  actorId: entry.actorId,
  actorName: entry.actorName,
  act: entry.act,
});

/** An item as the api answers it in lists. */
export const toEvidenceItemView = (item: EvidenceItem): EvidenceItemView => ({
  id: item.id,
  caseId: item.caseId,
  name: item.name,
  mediaType: item.mediaType,
  origin: item.origin,
  bytes: item.bytes,
  sha256: item.sha256,
  keptAt: item.keptAt.toISOString(),
});

/** An item and its log as the api answers them. */
export const toEvidenceView = (item: EvidenceItem, custody: CustodyEntry[]): EvidenceView => ({
  ...toEvidenceItemView(item),
  custody: custody.map(toCustodyView),
});
