import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient } from '../support/http-client';
import { createDatabase } from '../support/postgres';
import { usageEngineMissing } from '../support/usage-engine';

const missing = usageEngineMissing();
if (missing) process.stdout.write(`The life of an installation is skipped: ${missing}\n`);
const PASSWORD = 'correct horse battery staple';
/** Far longer than a start takes, also on a machine that has much else to do. */
const PATIENCE_MS = 120_000;
jest.setTimeout(2 * PATIENCE_MS);

interface Part {
  pid: number;
  command: string;
}

/** The processes of the machine, as `ps` has them. */
function processes(): (Part & { parent: number })[] {
  const { stdout } = spawnSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  // A look at all processes costs something; the installation is to have the cores.
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
    const found = look();
    if (found) return found;
  }
  throw new Error(`${what} did not come in ${PATIENCE_MS} ms`);
}

/** The built standalone, as an operator starts it; needs `npm run setup`, as `npm test` does. */
class Operated {
  output = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, [join(__dirname, '../../dist/apps/standalone/main.js')], {
      env: { PATH: process.env['PATH'], PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exited = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** The processes that it has started, those of its parts' own included. */
  parts(): Part[] {
    const all = processes();
    const found: Part[] = [];
    for (let parents = [this.child.pid!]; parents.length > 0;) {
      const children = all.filter(({ parent }) => parents.includes(parent));
      found.push(...children);
      parents = children.map(({ pid }) => pid);
    }
    return found;
  }

  part(name: string): Part | undefined {
    return this.parts().find(({ command }) => command.includes(name));
  }

  async says(words: RegExp): Promise<string> {
    const match = await until(String(words), () => words.exec(this.output) ?? undefined).catch(
      (error: Error) => {
        throw new Error(`${error.message}; it said:\n${this.output}`);
      },
    );
    return match[1] ?? match[0];
  }

  /** The address at which it listens. */
  url(): Promise<string> {
    return this.says(/Docket listens on (\S+)/);
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}

(missing ? describe.skip : describe)('An installation on one machine', () => {
  let root: string;
  const running: Operated[] = [];
  const start = (name: string, env: Record<string, string> = {}): Operated => {
    const operated = new Operated({ DOCKET_DATA_DIR: join(root, name), ...env });
    running.push(operated);
    return operated;
  };
  /** What is still there of an installation: its parts as they were, and whatever names its directory. */
  const leftOf = (name: string, parts: Part[]): Part[] =>
    processes().filter(
      ({ pid, command }) =>
        parts.some((part) => part.pid === pid && part.command === command) ||
        command.includes(`${join(root, name)}/`),
    );

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'docket-standalone-'));
  });
  afterAll(async () => {
    await Promise.all(running.map((each) => each.kill('SIGTERM')));
    await rm(root, { recursive: true, force: true });
  });

  describe('that lives', () => {
    let docket: Operated;
    let url: string;
    beforeAll(async () => {
      docket = start('home');
      url = await docket.url();
    });

    const isReady = async (): Promise<boolean> =>
      (await new HttpClient(url).get('/health/ready').catch(() => undefined))?.status === 200;

    it('gives the first administrator a link that works once', async () => {
      const link = await docket.says(/one-time link: (\S+)/);
      expect(link).toMatch(new RegExp(`^${url}/welcome#`));
      const accept = { token: new URL(link).hash.slice(1), password: PASSWORD };
      const accepted = await new HttpClient(url).post('/v1/invitations/accept', accept);
      expect(accepted).toMatchObject({ status: 200, body: { roles: ['administrator'] } });
      expect(
        (await new HttpClient(url).post('/v1/invitations/accept', accept)).status,
      ).toBeGreaterThanOrEqual(400);
    });

    it('leaves its port to nobody, who is told so', async () => {
      const { port } = new URL(url);
      const second = start('elsewhere', { PORT: port });
      expect(await second.exited).toBe(1);
      expect(second.output).toContain(`Port ${port} on 127.0.0.1 is taken by another program. Set PORT`);
      expect(leftOf('elsewhere', [])).toEqual([]);
    });

    it.each(['usage-engine', 'worker', 'api'])('has its %s back after a kill -9', async (name) => {
      const before = docket.part(`apps/${name}/main.js`)!;
      process.kill(before.pid, 'SIGKILL');
      await docket.says(new RegExp(`${name} runs again`));
      expect(docket.part(`apps/${name}/main.js`)!.pid).not.toBe(before.pid);
      expect(await isReady()).toBe(true);
    });

    it('goes on in its directory after a kill -9 of the supervisor', async () => {
      const parts = docket.parts().filter(({ command }) => command.includes('main.js'));
      await docket.kill('SIGKILL');
      docket = start('home');
      url = await docket.url();
      expect(await isReady()).toBe(true);
      expect(docket.output).not.toContain('one-time link');
      await until('the end of the orphans', () =>
        processes().every(
          ({ pid, command }) => !parts.some((part) => part.pid === pid && part.command === command),
        ),
      );
    });

    it('stops with all its parts on SIGTERM', async () => {
      const parts = docket.parts();
      expect(await docket.kill('SIGTERM')).toBe(0);
      expect(leftOf('home', parts)).toEqual([]);
    });
  });

  it.each([
    ['at once', 'apps/standalone/main.js', 'at-once'],
    ['while PostgreSQL starts', 'postgres', 'with-postgres'],
    // What has lived before need not be made first.
    ['while the api starts', 'apps/api/main.js', 'home'],
  ])('stops with all its parts when it is told %s', async (_, name, home) => {
    const docket = start(home);
    await docket.says(/Starting Docket/);
    if (name !== 'apps/standalone/main.js') await until(name, () => docket.part(name));
    const parts = docket.parts();
    expect(await docket.kill('SIGTERM')).toBe(0);
    expect(leftOf(home, parts)).toEqual([]);
  });

  it('names the PostgreSQL that does not answer, and no password', async () => {
    const docket = start('no-record', { DATABASE_URL: 'postgres://docket:secret@127.0.0.1:9/docket' });
    expect(await docket.exited).toBe(1);
    expect(docket.output).toMatch(/PostgreSQL at 127\.0\.0\.1:9 \(DATABASE_URL\) .*ECONNREFUSED/);
    expect(docket.output).not.toContain('secret');
  });

  it('names a data directory that cannot be written, and asks not to be started again', async () => {
    await writeFile(join(root, 'a-file'), '');
    const docket = start('a-file/below');
    expect(await docket.exited).toBe(78);
    expect(docket.output).toMatch(/a-file\/below cannot be written \(ENOTDIR\)\. Set DOCKET_DATA_DIR/);
  });

  it('starts without its ClickHouse, and says so', async () => {
    const database = await createDatabase();
    const docket = start('no-usage', { DATABASE_URL: database.url, CLICKHOUSE_URL: 'http://127.0.0.1:9' });
    try {
      const url = await docket.url();
      await docket.says(/usage engine at 127\.0\.0\.1:9 does not answer/);
      expect((await new HttpClient(url).get('/health/ready')).status).toBe(200);
    } finally {
      await docket.kill('SIGTERM');
      await database.drop();
    }
  });
});
