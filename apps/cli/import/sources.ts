import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

/** A file to import. */
export interface SourcePath {
  path: string;
  /** As the import is called: the file's name, or its path below the directory that was named. */
  name: string;
}

/**
 * The files that paths name: themselves, those below a directory that are of a format that is read, and what a
 * pattern with `*` and `?` in its last part finds. In order, each once.
 * @throws Error on a path that names nothing
 */
export async function sourcesOf(paths: readonly string[]): Promise<SourcePath[]> {
  const found = new Map<string, SourcePath>();
  for (const path of paths) {
    const sources = await sourcesAt(path);
    if (sources.length === 0) throw new Error(`${path}: there is no file to import.`);
    for (const source of sources) found.set(source.path, source);
  }
  return [...found.values()];
}

async function sourcesAt(path: string): Promise<SourcePath[]> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isFile()) return [{ path, name: basename(path) }];
  if (there?.isDirectory()) {
    const { formatOf } = await import('../../../libs/usage/file-header');
    const isRead = (name: string): boolean => {
      try {
        formatOf(name);
        return true;
      } catch {
        return false;
      }
    };
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && isRead(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((each) => ({ path: each, name: relative(path, each) }));
  }
  if (!/[*?]/.test(basename(path))) return [];
  const names = await readdir(dirname(path)).catch(() => []);
  const pattern = patternOf(basename(path));
  return names
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => ({ path: join(dirname(path), name), name }));
}

/** `*` stands for any number of characters, `?` for one. */
function patternOf(glob: string): RegExp {
  const literal = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
