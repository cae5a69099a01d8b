import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { DispatchOptions } from '../letters.options';
import { type Delivery, LetterDelivery, type Parcel } from './letter-delivery';

/** Puts each letter into a directory under its number, from where the lab's own staff or mail system takes it. */
@Injectable()
export class FileDelivery extends LetterDelivery {
  constructor(private readonly options: DispatchOptions) {
    super();
  }

  async deliver(parcel: Parcel): Promise<Delivery> {
    const { dir } = this.options;
    const target = join(dir, parcel.name);
    // Hidden until it is whole; a name of its own, as an attempt that was cut off may have left one behind.
    const partial = join(dir, `.${parcel.name}.${uuidv7()}`);
    try {
      await mkdir(partial, { recursive: true });
      for (const { name, content } of parcel.files) await writeDurably(join(partial, name), content);
      await syncDirectory(partial);
      await rename(partial, target);
    } catch (error) {
      await rm(partial, { recursive: true, force: true }).catch(() => undefined);
      return isOccupied(error) ? compare(target, parcel) : { outcome: 'failed', note: messageOf(error) };
    }
    try {
      await syncDirectory(dir);
      return { outcome: 'delivered', note: null };
    } catch (error) {
      return {
        outcome: 'unclear',
        note: `it has its name, but may lose it with the power: ${messageOf(error)}`,
      };
    }
  }
}

/** The directory is taken: by the same letter, which is then delivered, or by something that must not be touched. */
async function compare(target: string, parcel: Parcel): Promise<Delivery> {
  try {
    const names = await readdir(target);
    const expected = new Map(parcel.files.map(({ name, content }) => [name, content]));
    const contents = await Promise.all(names.map((name) => readFile(join(target, name))));
    const isSame =
      names.length === expected.size &&
      names.every((name, index) => expected.get(name)?.equals(contents[index]!) === true);
    if (isSame) return { outcome: 'delivered', note: 'it was there already, byte for byte' };
    return { outcome: 'failed', note: `${parcel.name} is there already with other content` };
  } catch (error) {
    return { outcome: 'unclear', note: `${parcel.name} is there but cannot be read: ${messageOf(error)}` };
  }
}

async function writeDurably(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await directory.sync().finally(() => directory.close());
}

function isOccupied(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOTEMPTY' || code === 'EEXIST';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
