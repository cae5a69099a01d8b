import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DispatchOptions } from '../letters.options';
import { FileDelivery } from './file-delivery';

const parcel = {
  name: 'L-2026-0001',
  files: [
    { name: 'L-2026-0001.pdf', content: Buffer.from('pdf') },
    { name: 'manifest.json', content: Buffer.from('{}') },
  ],
};

describe('delivery into a directory', () => {
  let dir: string;
  let delivery: FileDelivery;
  beforeEach(async () => {
    dir = join(await mkdtemp(join(tmpdir(), 'docket-dispatch-')), 'outgoing');
    delivery = new FileDelivery(new DispatchOptions(dir));
  });
  afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }));

  it('puts the whole letter under its number, and nothing else', async () => {
    expect(await delivery.deliver(parcel)).toEqual({ outcome: 'delivered', note: null });
    expect(await readdir(dir)).toEqual(['L-2026-0001']);
    expect((await readdir(join(dir, 'L-2026-0001'))).sort()).toEqual(['L-2026-0001.pdf', 'manifest.json']);
    expect(await readFile(join(dir, 'L-2026-0001', 'L-2026-0001.pdf'), 'utf8')).toBe('pdf');
  });

  it('takes the same letter for delivered when it lies there already', async () => {
    await delivery.deliver(parcel);
    expect(await delivery.deliver(parcel)).toMatchObject({ outcome: 'delivered' });
    expect(await readdir(dir)).toEqual(['L-2026-0001']);
  });

  it('never overwrites what is there', async () => {
    await mkdir(join(dir, 'L-2026-0001'), { recursive: true });
    await writeFile(join(dir, 'L-2026-0001', 'manifest.json'), 'something else');
    expect(await delivery.deliver(parcel)).toMatchObject({ outcome: 'failed' });
    expect(await readFile(join(dir, 'L-2026-0001', 'manifest.json'), 'utf8')).toBe('something else');
    expect(await readdir(dir)).toEqual(['L-2026-0001']);
  });

  it('says that nothing left when it cannot write', async () => {
    await writeFile(dir, 'a file where the directory should be');
    expect(await delivery.deliver(parcel)).toMatchObject({ outcome: 'failed' });
  });
});
