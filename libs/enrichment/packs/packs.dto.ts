import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField, TextListField, UuidField } from '@app/platform';
import { TLP_LABELS, type Tlp } from '@app/alerts';
import {
  PACK_FILES,
  PACK_TABLES,
  type PackFile,
  type PackManifest,
  type PackTableName,
} from './pack-manifest';
import type { EvidencePack } from './pack.entity';

/** A pack to be made. */
export class MakePack {
  @TextField({
    max: 200,
    description: 'Whom it is for. Packs to one recipient have the same pseudonyms, however it is typed.',
    example: 'Example Partner',
  })
  recipient!: string;
  @ChoiceField(TLP_LABELS, {
    description: 'The strictest label that the recipient may read.',
    example: 'AMBER',
  })
  clearance!: Tlp;
  @UuidField({ description: 'The snapshot to count from.' }) snapshotId!: string;
}

/** Pseudonyms whose accounts are asked for. */
export class ReidentifyAccounts {
  @TextListField({ maxItems: 25_000, minItems: 1, max: 40, example: ['P-0123456789abcdef01234567'] })
  pseudonyms!: string[];
  @TextField({ max: 1000, description: 'Why it has to be known; it is recorded.' }) reason!: string;
}

export class ReidentifiedView {
  @ApiProperty() pseudonym!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where it is none of this pack.' })
  accountId!: string | null;
}

export class PackTableView {
  @ApiProperty({ enum: PACK_TABLES }) name!: PackTableName;
  @ApiProperty({ description: 'Whether it could not be shown without telling of small cells.' })
  isWithheld!: boolean;
  @ApiProperty({ type: 'integer' }) cells!: number;
  @ApiProperty({ type: 'integer' }) suppressed!: number;
}

export class PackTotalsView {
  @ApiProperty({ type: 'integer' }) accounts!: number;
  @ApiProperty({ type: 'integer' }) exchanges!: number;
}

export class PackFileView {
  @ApiProperty({ example: 'cells.csv' }) name!: string;
  @ApiProperty({
    format: 'uuid',
    description: 'Evidence item; its bytes are at `/v1/evidence/{id}/content`.',
  })
  evidenceId!: string;
}

export class PackView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty() recipient!: string;
  @ApiProperty({ enum: TLP_LABELS }) tlp!: Tlp;
  @ApiProperty({ enum: TLP_LABELS }) clearance!: Tlp;
  @ApiProperty({ format: 'uuid' }) snapshotId!: string;
  @ApiProperty({ type: PackTotalsView }) totals!: PackManifest['totals'];
  @ApiProperty({ type: [PackTableView] }) tables!: PackTableView[];
  @ApiProperty({ type: [PackFileView] }) files!: PackFileView[];
  @ApiProperty() madeBy!: string;
  @ApiProperty() madeByName!: string;
  @ApiProperty({ format: 'date-time' }) madeAt!: string;
}

/** Shows a pack. */
export const toPackView = (pack: EvidencePack): PackView => ({
  id: pack.id,
  caseId: pack.caseId,
  recipient: pack.recipient,
  tlp: pack.manifest.tlp,
  clearance: pack.clearance,
  snapshotId: pack.snapshotId,
  totals: pack.manifest.totals,
  tables: pack.manifest.tables,
  files: [
    { name: PACK_FILES.manifest, evidenceId: pack.manifestEvidenceId },
    { name: PACK_FILES.cells, evidenceId: pack.cellsEvidenceId },
    { name: PACK_FILES.accounts, evidenceId: pack.accountsEvidenceId },
  ] satisfies { name: PackFile['name']; evidenceId: string }[],
  madeBy: pack.madeBy,
  madeByName: pack.madeByName,
  madeAt: pack.madeAt.toISOString(),
});
