import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HopelessStartError } from '../process';
import { SupervisedProcess } from './supervised-process';

describe('a supervised process', () => {
  let dir: string;
  let said: string[];
  let part: SupervisedProcess | undefined;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'docket-supervised-'));
    said = [];
  });
  afterEach(async () => {
    await part?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const running = async (script: string, listens: object = {}): Promise<SupervisedProcess> => {
    const entry = join(dir, 'part.js');
    await writeFile(entry, script);
    const log = (line: string) => said.push(line);
    part = new SupervisedProcess({ name: 'part', entry, env: {}, log, ...listens });
    return part;
  };

  it('gives what the process announced, and its other lines to the log', async () => {
    const started = await running(
      `console.log('warming up\\n{"listening":"here"}'); setInterval(() => {}, 1e6);`,
    );
    expect(await started.start()).toEqual({ listening: 'here' });
    expect(said).toEqual(['part: warming up']);
  });

  it('does not start in the words of a process for which starting again is of no use', async () => {
    const started = await running(
      `console.error('chdb is missing: set CLICKHOUSE_URL'); process.exitCode = 78;`,
    );
    const failure = await started.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HopelessStartError);
    expect(failure).toMatchObject({ message: 'part cannot start: chdb is missing: set CLICKHOUSE_URL' });
  });

  it('ends the start of a process that is stopped before it is ready', async () => {
    const started = await running('setInterval(() => {}, 1e6);');
    const refused = expect(started.start()).rejects.toThrow('part was stopped');
    await started.stop();
    await refused;
  });

  it('starts a process again that dies, and not once it is stopped', async () => {
    const started = await running(`console.log('{}'); setTimeout(() => process.exit(3), 50);`);
    await started.start();
    while (!said.includes('part runs again')) await sleep(10);
    await started.stop();
    const then = said.length;
    await sleep(700);
    expect(said.slice(then).filter((line) => line.includes('again'))).toEqual([]);
    expect(said[0]).toBe('part has died (exit code 3); starting it again in 250 ms');
  });

  it('is again where it was, wherever it chose to listen', async () => {
    const started = await running(
      `
      const server = require('node:http').createServer();
      server.listen(Number(process.env.AT), '127.0.0.1', () => {
        console.error('at', server.address().port, 'asked for', process.env.AT);
        console.log(JSON.stringify({ listening: 'http://127.0.0.1:' + server.address().port }));
        setTimeout(() => process.exit(3), 50);
      });`,
      { env: { AT: '0' }, portSetting: 'AT' },
    );
    const { listening } = await started.start();
    while (!said.includes('part runs again')) await sleep(10);
    const { port } = new URL(String(listening));
    expect(said.filter((line) => line.includes(' at '))).toEqual([
      `part: at ${port} asked for 0`,
      `part: at ${port} asked for ${port}`,
    ]);
  });

  it('is again where it was told to listen, also where an address does not say the port', async () => {
    const started = await running(
      `console.error('asked for', process.env.AT); console.log('{"listening":"http://127.0.0.1:80"}');
      setTimeout(() => process.exit(3), 50);`,
      { env: { AT: '80' }, portSetting: 'AT' },
    );
    await started.start();
    while (!said.includes('part runs again')) await sleep(10);
    expect(said.filter((line) => line.includes('asked for'))).toEqual(Array(2).fill('part: asked for 80'));
  });
});
