import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { FileStore } from './file-store';
import { FilesOptions } from './files.options';

let dir: string;
let store: FileStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'docket-files-'));
  store = new FileStore(new FilesOptions(dir));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('the file store', () => {
  it('keeps the bytes and says their number and hash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5_000 }), { maxLength: 5 }), async (chunks) => {
        const whole = Buffer.concat(chunks);
        const stored = await store.write(Readable.from(chunks), { name: 'usage.csv' });
        expect(await readFile(store.absolute(stored.path))).toEqual(whole);
        expect(stored.bytes).toBe(whole.length);
        expect(stored.sha256).toBe(createHash('sha256').update(whole).digest('hex'));
      }),
      { numRuns: 25 },
    );
  });

  it('takes away what a process left that died while it wrote, and not what is being written', async () => {
    await store.onApplicationBootstrap();
    await mkdir(join(dir, 'partial'));
    for (const name of ['of-the-dead', 'under-way']) await writeFile(join(dir, 'partial', name), 'half');
    const longAgo = Date.now() / 1_000 - 25 * 3_600;
    await utimes(join(dir, 'partial', 'of-the-dead'), longAgo, longAgo);
    await store.onApplicationBootstrap();
    expect(await readdir(join(dir, 'partial'))).toEqual(['under-way']);
  });

  it('leaves nothing of a stream that breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('the sender went away');
      })(),
    );
    await expect(store.write(broken, { name: 'x' })).rejects.toThrow('the sender went away');
    expect(await readdir(join(dir, 'partial'))).toEqual([]);
  });

  it.each(['../../etc/passwd', '.hidden', 'a/b\\c', '', '\u0000', 'ünïcode name.pdf'])(
    'gives %j a place inside the store',
    async (name) => {
      const { path } = await store.write(Readable.from([Buffer.from('x')]), { name });
      expect(path).toMatch(/^[0-9a-f]{2}\/[A-Za-z0-9._-]+$/);
      expect(await readFile(store.absolute(path), 'utf8')).toBe('x');
    },
  );

  it.each(['..', '../x', 'a/../../x', '/etc/passwd'])('refuses the path %s, which leads out', (path) => {
    expect(() => store.absolute(path)).toThrow('not a path of the file store');
  });

  it('says what the bytes hash to now, and that they are gone', async () => {
    const stored = await store.write(Readable.from([Buffer.from('before')]), { name: 'x' });
    expect(await store.hashOf(stored.path)).toBe(stored.sha256);
    await writeFile(store.absolute(stored.path), 'after');
    expect(await store.hashOf(stored.path)).not.toBe(stored.sha256);
    await store.remove(stored.path);
    await store.remove(stored.path);
    expect(await store.hashOf(stored.path)).toBeUndefined();
  });
});
