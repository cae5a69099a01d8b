/** Bytes of the start of a file that are checked. */
const SAMPLE = 256 << 10;
const LF = 10;

/**
 * The first rows of a file as the API checks them: whole lines, unpacked; of Parquet the file itself. Undefined where
 * that cannot be, because the Parquet file is too large.
 */
export async function sampleOf(file: File): Promise<{ fileName: string; sample: string } | undefined> {
  if (file.name.endsWith('.parquet')) {
    if (file.size > 16 << 20) return undefined;
    return { fileName: file.name, sample: base64(new Uint8Array(await file.arrayBuffer())) };
  }
  const isPacked = file.name.endsWith('.gz');
  const start = isPacked
    ? await firstOf(file.stream().pipeThrough(new DecompressionStream('gzip')))
    : new Uint8Array(await file.slice(0, SAMPLE).arrayBuffer());
  const isWhole = start.length < SAMPLE;
  const rows = isWhole ? start : start.subarray(0, start.lastIndexOf(LF) + 1);
  return { fileName: isPacked ? file.name.slice(0, -3) : file.name, sample: base64(rows) };
}

async function firstOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader();
  const first = new Uint8Array(SAMPLE);
  let length = 0;
  while (length < SAMPLE) {
    const { done, value } = await reader.read();
    if (done) break;
    const part = value.subarray(0, SAMPLE - length);
    first.set(part, length);
    length += part.length;
  }
  // What is left is not wanted; a cut stream may say so as an error.
  await reader.cancel().catch(() => undefined);
  return first.subarray(0, length);
}

function base64(of: Uint8Array): string {
  let text = '';
  for (let at = 0; at < of.length; at += 0x8000) text += String.fromCharCode(...of.subarray(at, at + 0x8000));
  return btoa(text);
}
