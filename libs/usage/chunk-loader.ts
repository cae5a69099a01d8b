import { scanCsv } from './csv-records';
import { parseRow } from './file-header';
import type { FileShape } from './file-shape';
import type { Chunk } from './source-chunks';
import {
  inputSettings,
  insertAll,
  insertFaulty,
  insertGood,
  type RowShape,
  type StagingTables,
} from './staging-sql';
import { ImportRefusedError } from './import.problems';
import type { ImportStaging } from './import-staging';
import type { ParquetChunk } from './parquet/parquet-chunks';
import { isRefusal, isUnreadableParquet, type UsageEngine } from './usage-engine';

interface AsideLine {
  line: number;
  column: string;
  reason: string;
}

/** A record and the line on which it stands. */
interface NumberedRecord {
  line: number;
  bytes: Buffer;
}

/**
 * Loads a chunk as it lies, at the engine's own speed.
 * @returns false when the engine refused it: nothing of it is stored then
 */
export async function loadPlain(
  engine: UsageEngine,
  tables: StagingTables,
  file: FileShape,
  chunk: Chunk,
): Promise<boolean> {
  if (!chunk.plain) return false;
  const shape = { ...file, numbered: false, firstLine: chunk.firstLine };
  try {
    await engine.insert(insertAll(shape, tables.rows), chunk.bytes, inputSettings(shape));
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** Loads a chunk's good records and sets the others aside, each with its line, column and reason. */
export async function loadCarefully(
  engine: UsageEngine,
  tables: StagingTables,
  file: FileShape,
  chunk: Chunk,
): Promise<void> {
  const { good, bad } = file.format === 'csv' ? splitCsv(file, chunk) : splitNdjson(file, chunk);
  await loadRecords(engine, tables, { ...file, numbered: true, firstLine: 0 }, good, bad);
  await setAside(engine, tables, bad);
}

/**
 * Loads row groups of a Parquet file, whose rows the engine can only read all together.
 * @param careful whether faults are looked for at once; the answer says whether there were any
 * @throws ImportRefusedError when the engine cannot read them
 */
export async function loadParquet(
  engine: UsageEngine,
  staging: ImportStaging,
  file: FileShape,
  chunk: ParquetChunk,
  careful: boolean,
): Promise<boolean> {
  const shape = { ...file, numbered: false, firstLine: chunk.firstLine };
  const settings = inputSettings(shape);
  const { rows, aside } = staging.tables;
  if (!careful) {
    try {
      await engine.insert(insertAll(shape, rows), chunk.content, settings);
      return false;
    } catch (error) {
      if (!isUnreadableParquet(error)) throw error;
      await staging.removeLines(chunk.firstLine, chunk.firstLine + chunk.lines);
    }
  }
  try {
    await engine.insert(insertFaulty(shape, aside), chunk.content, settings);
    await engine.insert(insertGood(shape, rows), chunk.content, settings);
    return true;
  } catch (error) {
    if (!isUnreadableParquet(error)) throw error;
    throw new ImportRefusedError(
      `The Parquet file cannot be read in its rows ${chunk.firstLine} to ${chunk.firstLine + chunk.lines - 1} (${error.type ?? error.code}).`,
    );
  }
}

/** Sets lines aside that could not even be sent to the engine. */
export async function setAside(
  engine: UsageEngine,
  tables: StagingTables,
  lines: readonly AsideLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const rows = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
  await engine.insert(`INSERT INTO ${tables.aside} FORMAT JSONEachRow`, rows);
}

/** Halves what the engine cannot read until the record is found that it is. */
async function loadRecords(
  engine: UsageEngine,
  tables: StagingTables,
  shape: RowShape,
  records: NumberedRecord[],
  bad: AsideLine[],
): Promise<void> {
  if (records.length === 0) return;
  const body = numberedBody(shape, records);
  try {
    // This one reads every row too: what it takes, the other takes.
    await engine.insert(insertFaulty(shape, tables.aside), body, inputSettings(shape));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const [only] = records;
    if (records.length === 1) bad.push({ line: only!.line, column: '', reason: 'cannot be read as a row' });
    else {
      const half = records.length >> 1;
      await loadRecords(engine, tables, shape, records.slice(0, half), bad);
      await loadRecords(engine, tables, shape, records.slice(half), bad);
    }
    return;
  }
  await engine.insert(insertGood(shape, tables.rows), body, inputSettings(shape));
}

/** Records with their line number as first value. */
function numberedBody(shape: RowShape, records: readonly NumberedRecord[]): Buffer {
  const pieces: Buffer[] = [];
  for (const { line, bytes } of records) {
    if (shape.format === 'csv') pieces.push(Buffer.from(`${line},`), bytes, LINE_BREAK);
    else {
      const open = bytes.indexOf(0x7b) + 1;
      const empty = bytes.toString('utf8', open).trim() === '}';
      pieces.push(Buffer.from(`{"file_line":${line}${empty ? '' : ','}`), bytes.subarray(open), LINE_BREAK);
    }
  }
  return Buffer.concat(pieces);
}

const LINE_BREAK = Buffer.from('\n');

function splitCsv({ fields }: FileShape, chunk: Chunk): { good: NumberedRecord[]; bad: AsideLine[] } {
  const good: NumberedRecord[] = [];
  const bad: AsideLine[] = [];
  scanCsv(chunk.bytes, true, (record) => {
    const line = chunk.firstLine + record.line;
    const wrongCount = `has ${record.fields} values where the header has ${fields.length}`;
    const reason = record.fault ?? (record.fields === fields.length ? undefined : wrongCount);
    if (reason) bad.push({ line, column: '', reason });
    else good.push({ line, bytes: chunk.bytes.subarray(record.start, record.end) });
  });
  return { good, bad };
}

function splitNdjson(
  { fields, skipsUnknown }: FileShape,
  chunk: Chunk,
): { good: NumberedRecord[]; bad: AsideLine[] } {
  const good: NumberedRecord[] = [];
  const bad: AsideLine[] = [];
  const names = new Set(fields.map((field) => field.name));
  let line = chunk.firstLine;
  for (let start = 0; start < chunk.bytes.length; line++) {
    const found = chunk.bytes.indexOf(10, start);
    const end = found < 0 ? chunk.bytes.length : found;
    const bytes = chunk.bytes.subarray(start, end);
    start = end + 1;
    const text = bytes.toString('utf8').trim();
    if (text === '') continue;
    const fault = rowFault(text, names, skipsUnknown);
    if (fault) bad.push({ line, ...fault });
    else good.push({ line, bytes });
  }
  return { good, bad };
}

function rowFault(
  text: string,
  names: ReadonlySet<string>,
  skipsUnknown: boolean,
): { column: string; reason: string } | undefined {
  const row = parseRow(text);
  if (!row) return { column: '', reason: 'is not a JSON object' };
  for (const [name, value] of Object.entries(row)) {
    if (!names.has(name)) {
      if (skipsUnknown) continue;
      return { column: name.slice(0, 200), reason: 'is not a column' };
    }
    if (typeof value === 'object' && value !== null)
      return { column: name, reason: 'is neither text nor number' };
  }
  return undefined;
}
