import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sourceBytes } from './source-bytes';
import { type Chunk, cutChunks, type Damage } from './source-chunks';

async function chunksOf(pieces: Buffer[], size: number): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  async function* source() {
    for (const bytes of pieces) yield { bytes, read: 0 };
  }
  for await (const chunk of cutChunks(source(), 'csv', { offset: 100, line: 2 }, size))
    chunks.push({ ...chunk, bytes: Buffer.from(chunk.bytes) });
  return chunks;
}

describe('cutChunks', () => {
  it('loses no byte and cuts no record, however the bytes arrive', async () => {
    const text = fc
      .array(fc.constantFrom('a,b', '"c\nd",e', 'f,"g""h"'), { minLength: 1, maxLength: 40 })
      .map((rows) => rows.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (whole, step) => {
        const bytes = Buffer.from(whole);
        const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
          bytes.subarray(at * step, (at + 1) * step),
        );
        const chunks = await chunksOf(pieces, 20);
        expect(Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString()).toBe(whole);
        expect(chunks.reduce((sum, chunk) => sum + chunk.records, 0)).toBe(
          whole.match(/a,b|"c\nd",e|f,"g""h"/g)!.length,
        );
        expect(chunks.at(-1)!.nextOffset).toBe(100 + bytes.length);
        chunks
          .slice(1)
          .forEach((chunk, at) => expect(chunk.firstLine).toBe(chunks[at]!.firstLine + chunks[at]!.lines));
      }),
    );
  });

  it('refuses what has no line break within a chunk', async () => {
    await expect(chunksOf([Buffer.from('x'.repeat(50))], 20)).rejects.toThrow(
      'Line 2 is longer than 20 bytes',
    );
  });
});

describe('sourceBytes', () => {
  let dir: string;
  beforeAll(async () => (dir = await mkdtemp(join(tmpdir(), 'docket-source-'))));
  afterAll(() => rm(dir, { recursive: true }));

  const text = Array.from({ length: 20_000 }, (_, at) => `${at},${(at * 7919) % 10_007}\n`).join('');

  async function readAll(
    name: string,
    content: Buffer,
    from = 0,
  ): Promise<{ text: string; damage: Damage | undefined; line: number }> {
    const path = join(dir, name);
    await writeFile(path, content);
    const chunks = cutChunks(
      sourceBytes(path, name.endsWith('.gz'), from),
      'csv',
      { offset: from, line: 1 },
      1_024,
    );
    let out = '';
    let line = 1;
    for (;;) {
      const next = await chunks.next();
      if (next.done) return { text: out, damage: next.value, line };
      out += next.value.bytes.toString();
      line = next.value.firstLine + next.value.lines;
    }
  }

  it('unpacks a file, several members in a row, and goes on in its middle', async () => {
    const half = text.length >> 1;
    const packed = Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half))]);
    expect((await readAll('whole.gz', packed)).text).toBe(text);
    expect((await readAll('whole.gz', packed, 12_345)).text).toBe(text.slice(12_345));
    expect((await readAll('whole.csv', Buffer.from(text), 12_345)).text).toBe(text.slice(12_345));
  });

  it('gives every whole line of a truncated file and the line at which it ends', async () => {
    const packed = gzipSync(text);
    for (const part of [0.3, 0.7, 0.999]) {
      const read = await readAll('cut.gz', packed.subarray(0, Math.floor(packed.length * part)));
      expect(text.startsWith(read.text)).toBe(true);
      expect(read.text.length).toBeGreaterThan(text.length * (part - 0.15));
      expect(read.damage).toMatchObject({
        line: read.line,
        reason: expect.stringContaining('cut off or damaged') as string,
      });
      expect(read.text.split('\n')).toHaveLength(read.line);
    }
  });
});
