import { createServer, type IncomingMessage, request, type RequestOptions, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import type { Response } from 'express';
import type { DataSource } from 'typeorm';
import { sha256 } from '../canonical-json';
import { TooManyRequestsError } from '../problems/common-problems';
import { ExportOptions } from './export-options';
import type { ExportPortion } from './export-portion';
import { type ExportFile, type ExportFormat, type ExportOutcome, Exports } from './exports.service';

const HALF_A_MEGABYTE = `${'x'.repeat(499_999)}\n`;

describe('sending an export', () => {
  let server: Server;
  let exports: Exports;
  let serve: (response: Response) => Promise<void>;
  let refusals: unknown[];
  const answers: IncomingMessage[] = [];
  /** Portions that were read of the one that runs. */
  let read: number;
  let outcome: Promise<ExportOutcome>;
  let tell: (outcome: ExportOutcome) => void;

  const make = (options = new ExportOptions()): void => {
    const db = { options: { extra: { max: 4 } } } as unknown as DataSource;
    exports = new Exports(db, options);
  };

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    refusals = [];
    read = 0;
    outcome = new Promise((resolve) => (tell = resolve));
    make();
    server = createServer((_, response) => {
      serve(response as unknown as Response).catch((error: unknown) => {
        refusals.push(error);
        response.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    // One that was not read to its end would hold its side of the connection.
    for (const answer of answers.splice(0)) answer.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function* portions(count: number, text: string, fault?: Error): AsyncGenerator<ExportPortion> {
    for (let n = 0; n < count; n += 1) {
      read += 1;
      yield { part: 'row', lines: 1, text };
    }
    if (fault) throw fault;
  }
  const file = (format: ExportFormat, of: AsyncGenerator<ExportPortion>): ExportFile => ({
    name: 'cases',
    format,
    head: 'head\n',
    portions: of,
    begins: () => Promise.resolve(),
    ended: (how) => Promise.resolve(tell(how)),
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ask = (options: RequestOptions = {}): Promise<IncomingMessage> =>
    new Promise((resolve, reject) =>
      request(url(), { agent: false, ...options }, (answer) => {
        answers.push(answer);
        resolve(answer);
      })
        .on('error', reject)
        .end(),
    );
  const textOf = async (answer: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const part of answer) text += String(part);
    return text;
  };

  it('ends a whole NDJSON by its count and digest, in a last line and in trailers', async () => {
    serve = (response) => exports.send('me', response, file('ndjson', portions(3, '{"row":{}}\n')));
    const answer = await ask();
    const lines = (await textOf(answer)).split('\n');
    const digest = sha256(`${lines.slice(0, 4).join('\n')}\n`);
    expect(lines.slice(4)).toEqual([`{"end":{"lines":3,"of":{"row":3},"sha256":"${digest}"}}`, '']);
    expect(answer.trailers).toEqual({ 'x-export-lines': '3', 'x-export-sha256': digest });
    expect(answer.headers['content-disposition']).toBe('attachment; filename="cases.ndjson"');
    expect(await outcome).toEqual({ end: 'whole', lines: { row: 3 }, sha256: digest });
  });

  it('ends an NDJSON that fails with its problem, and tells nothing of the inside', async () => {
    serve = (response) =>
      exports.send('me', response, file('ndjson', portions(2, '{"row":{}}\n', new TypeError('secret'))));
    const answer = await ask();
    const last = (await textOf(answer)).trim().split('\n').at(-1)!;
    expect(JSON.parse(last)).toMatchObject({ problem: { type: '/problems/unexpected', status: 500 } });
    expect(last).not.toContain('secret');
    expect(await outcome).toMatchObject({ end: 'failed', lines: { row: 2 } });
  });

  it('breaks off a CSV that fails', async () => {
    serve = (response) =>
      exports.send('me', response, file('csv', portions(20, HALF_A_MEGABYTE, new Error('no'))));
    const answer = await ask();
    await expect(textOf(answer)).rejects.toThrow('aborted');
    expect(answer.complete).toBe(false);
    expect(await outcome).toMatchObject({ end: 'failed' });
  });

  it('throws what goes wrong before the first byte', async () => {
    const fault = new Error('a refusal');
    serve = (response) => exports.send('me', response, file('ndjson', portions(0, '', fault)));
    await expect(ask()).rejects.toThrow();
    expect(refusals).toEqual([fault]);
  });

  it('reads no further than its client does, and goes on when the client does', async () => {
    serve = (response) => exports.send('me', response, file('csv', portions(100, HALF_A_MEGABYTE)));
    const answer = await ask();
    await new Promise((resolve) => answer.once('readable', resolve));
    // The kernel takes some megabytes of the fifty; then nothing moves.
    await settled(() => read);
    expect(read).toBeLessThan(40);
    expect((await textOf(answer)).length).toBe(5 + 100 * HALF_A_MEGABYTE.length);
    expect(await outcome).toMatchObject({ end: 'whole', lines: { row: 100 } });
  });

  it('stops when its client goes', async () => {
    serve = (response) => exports.send('me', response, file('csv', portions(1_000, HALF_A_MEGABYTE)));
    const answer = await ask();
    await new Promise((resolve) => answer.once('readable', resolve));
    answer.destroy();
    expect(await outcome).toMatchObject({ end: 'abandoned' });
    expect(read).toBeLessThan(1_000);
  });

  it('lets go a client that takes nothing for longer than its patience', async () => {
    make(new ExportOptions(2, 20, 50));
    serve = (response) => exports.send('me', response, file('csv', portions(100, HALF_A_MEGABYTE)));
    await ask();
    expect(await outcome).toMatchObject({ end: 'abandoned' });
  });

  it('ends with a problem when its time is over or the process closes', async () => {
    make(new ExportOptions(2, 20, 60_000, 500));
    serve = (response) => exports.send('me', response, file('ndjson', portions(100, HALF_A_MEGABYTE)));
    await ask();
    expect(await outcome).toMatchObject({ end: 'failed' });

    make();
    outcome = new Promise((resolve) => (tell = resolve));
    await ask();
    await exports.onModuleDestroy();
    expect(await outcome).toMatchObject({ end: 'failed' });
  });

  it('serves few at once, fewer of one caller, and another when one has ended', async () => {
    make(new ExportOptions(1, 2));
    serve = (response) =>
      exports.send(
        response.req.headers['x-by'] as string,
        response,
        file('csv', portions(100, HALF_A_MEGABYTE)),
      );
    const askAs = (by: string): Promise<IncomingMessage> => ask({ headers: { 'x-by': by } });
    const [first] = [await askAs('a'), await askAs('b')];
    await expect(askAs('a')).rejects.toThrow();
    await expect(askAs('c')).rejects.toThrow();
    expect(refusals).toEqual([expect.any(TooManyRequestsError), expect.any(TooManyRequestsError)]);
    expect(refusals[0]).toMatchObject({ extensions: { retryAfterSeconds: 30 } });
    await textOf(first!);
    expect((await askAs('c')).statusCode).toBe(200);
  });

  it('tells its head to whoever asks for the head alone', async () => {
    serve = (response) => exports.send('me', response, file('csv', portions(100, HALF_A_MEGABYTE)));
    const answer = await ask({ method: 'HEAD' });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(read).toBe(1);
  });
});

/** Waits until a number no longer changes. */
async function settled(value: () => number): Promise<void> {
  for (let before = -1; before !== value();) {
    before = value();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
