import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, ObjectField, TextField, UuidField } from '@app/platform';
import {
  Import,
  IMPORT_ACTS,
  IMPORT_PHASES,
  IMPORT_STATES,
  type ImportAct,
  type ImportPhase,
  type ImportState,
} from './import.entity';
import { MappingInput } from './mappings/mappings.dto';
import { FILE_KINDS, type ImportKind, LOADED_KINDS, type LoadedKind } from './usage-columns';

const KINDS = Object.keys(FILE_KINDS);

/** A file that will be uploaded. */
export class CreateImport {
  @ChoiceField(KINDS, { example: 'usage' }) kind!: ImportKind;
  @TextField({
    max: 255,
    example: 'usage-2026-06.csv.gz',
    description: 'Ends in .csv, .ndjson or .jsonl, or one of these with .gz, or in .parquet.',
  })
  fileName!: string;
  @UuidField({ optional: true, description: "A kept mapping of the lab's columns." }) mappingId?: string;
  @ObjectField(() => MappingInput, {
    optional: true,
    description: 'A mapping for this file alone.',
  })
  mapping?: MappingInput;
}

/** A line that is not loaded, and why. */
export class RejectView {
  @ApiProperty() line!: number;
  @ApiProperty({ description: 'Empty where it is the line as a whole.' }) column!: string;
  @ApiProperty() reason!: string;
}

export class ImportProgressView {
  @ApiProperty({ enum: IMPORT_PHASES }) phase!: ImportPhase;
  @ApiProperty({ description: 'Bytes of the file that are loaded.' }) bytesDone!: number;
  @ApiProperty() bytesTotal!: number;
  @ApiProperty({ description: 'Since the start, waits included.' }) rowsPerSecond!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'By the pace so far; null when nothing can be said.',
  })
  remainingSeconds!: number | null;
}

export class ImportView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() no!: number;
  @ApiProperty({ enum: Object.keys(LOADED_KINDS) }) kind!: LoadedKind;
  @ApiProperty() fileName!: string;
  @ApiProperty({ enum: IMPORT_STATES }) state!: ImportState;
  @ApiProperty({ type: Number, nullable: true }) bytes!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of the file as it was received.' }) sha256!:
    string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: "SHA-256 of the mapping with which the lab's columns are read.",
  })
  mappingHash!: string | null;
  @ApiProperty({ description: 'Records read so far; in the end loaded + rejected + known.' }) read!: number;
  @ApiProperty({ description: 'Rows that count now; 0 until the import is done.' }) loaded!: number;
  @ApiProperty() rejected!: number;
  @ApiProperty({ description: 'Rows that an earlier import brought already.' }) known!: number;
  @ApiProperty() progress!: ImportProgressView;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The stream whose batches it takes.',
  })
  streamId!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty() createdBy!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) startedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) finishedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it failed, or why it waits.' }) error!:
    string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What to know although it is done.' }) warning!:
    string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of withdrawals: why the requests do not count.',
  })
  reason!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when no new snapshot has it.',
  })
  withdrawnAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnReason!: string | null;
  @ApiProperty({ enum: IMPORT_ACTS, isArray: true, description: 'What may be done now.' })
  allowed!: ImportAct[];
}

/** @param now the present, for the pace */
export function toImportView(found: Import, now: Date): ImportView {
  return {
    id: found.id,
    no: found.no,
    kind: found.kind,
    fileName: found.fileName,
    state: found.state,
    bytes: found.bytes === null ? null : Number(found.bytes),
    sha256: found.sha256,
    mappingHash: found.mappingHash,
    read: Number(found.read),
    loaded: found.state === 'done' ? Number(found.loaded) : 0,
    rejected: Number(found.rejected),
    known: Number(found.known),
    progress: toProgress(found, now),
    streamId: found.streamId,
    createdAt: found.createdAt.toISOString(),
    createdBy: found.createdBy,
    startedAt: found.startedAt?.toISOString() ?? null,
    finishedAt: found.finishedAt?.toISOString() ?? null,
    error: found.error,
    warning: found.warning,
    reason: found.reason,
    withdrawnAt: found.withdrawnAt?.toISOString() ?? null,
    withdrawnBy: found.withdrawnBy,
    withdrawnReason: found.withdrawnReason,
    allowed: found.allowed,
  };
}

function toProgress(found: Import, now: Date): ImportProgressView {
  const bytesDone = Number(found.fileBytesDone);
  const bytesTotal = Number(found.bytes ?? 0);
  const seconds = found.startedAt
    ? ((found.finishedAt ?? now).getTime() - found.startedAt.getTime()) / 1_000
    : 0;
  const moves = found.state === 'loading' && bytesDone > 0 && seconds > 0;
  return {
    phase: found.phase,
    bytesDone,
    bytesTotal,
    rowsPerSecond: seconds > 0 ? Math.round(Number(found.read) / seconds) : 0,
    remainingSeconds: moves ? Math.ceil(((bytesTotal - bytesDone) * seconds) / bytesDone) : null,
  };
}
