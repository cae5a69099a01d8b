import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filePieces } from './file-pieces';

describe('filePieces', () => {
  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => at % 251));
  let directory: string;
  let path: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'docket-pieces-'));
    path = join(directory, 'file');
    await writeFile(path, bytes);
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function read(range?: { start?: number; end?: number }): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of filePieces(path, range)) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  }

  test.each<[{ start?: number; end?: number } | undefined]>([
    [undefined],
    [{ start: 7 }],
    [{ start: 1_048_570, end: 2_100_000 }],
    [{ end: 1 }],
  ])('gives every byte of %j once and in order', async (range) =>
    expect((await read(range)).equals(bytes.subarray(range?.start, range?.end))).toBe(true),
  );

  it('gives nothing behind the end', async () => expect(await read({ start: 3_000_000 })).toHaveLength(0));

  it('keeps a piece until the one after the next is asked for', async () => {
    const pieces = filePieces(path);
    const first = (await pieces.next()).value as Buffer;
    await pieces.next();
    expect(first.equals(bytes.subarray(0, first.length))).toBe(true);
    await pieces.return(undefined);
  });

  it('fails as the file system says', async () => {
    await expect(filePieces(join(directory, 'none')).next()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
