import { readFile, stat } from 'node:fs/promises';
import { type Command, Option } from 'commander';
// By their own paths, here and below: the rooms' doors would bring the whole framework into a small process.
import { loadConfig } from '../../../libs/platform/config/load-config';
import { ImportClient } from './import-client';
import { ImportConfig } from './import-config';
import { firstRejects } from './rejects';
import { type SourcePath, sourcesOf } from './sources';
import { type Announcement, type ImportState, untilOver, upload } from './upload';

interface Options {
  kind: 'usage' | 'accounts' | 'withdrawals';
  mapping?: string;
  reason?: string;
  api: string;
  dryRun: boolean;
}

/** What the process ends with. The worst of several files counts. */
const EXIT = { good: 0, failed: 1, rejects: 2, interrupted: 130 } as const;

/** `docket import`: files of a lab to a running installation. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description(
      'import files of usage, accounts or withdrawals into a running installation; DOCKET_KEY, or DOCKET_EMAIL and DOCKET_PASSWORD, say who imports. Exits 2 when rows were rejected, 1 when a file failed, 130 when it was interrupted: the same command goes on',
    )
    .argument('<paths...>', 'files, directories, or patterns in quotes')
    .addOption(
      new Option(
        '--kind <kind>',
        'what a row is: a request, an account, or the request_id of a request that is to count no more',
      )
        .choices(['usage', 'accounts', 'withdrawals'])
        .makeOptionMandatory(),
    )
    .option('--reason <text>', 'of withdrawals, and needed there: why these requests are to count no more')
    .option('--mapping <file or name>', "how the lab's columns are read: a file of JSON, or a kept mapping")
    .option('--api <url>', 'where the api is', 'http://127.0.0.1:3000')
    .option('--dry-run', 'check the header and the first 1,000 rows, and import nothing', false)
    .action(async (paths: string[], options: Options, command: Command) => {
      const fault = faultOf(options);
      if (fault) command.error(`error: ${fault}`);
      process.exitCode = await importAll(paths, options);
    });
}

/** What options do not go together, in words. */
function faultOf({ kind, reason, mapping, dryRun }: Options): string | undefined {
  if (kind !== 'withdrawals')
    return reason === undefined ? undefined : '--reason is of withdrawals: --kind withdrawals';
  if (!reason?.trim()) return 'withdrawals need a reason: --reason "why these requests are to count no more"';
  if (mapping !== undefined) return 'a file of withdrawals has the column request_id alone: no --mapping';
  if (dryRun) return 'withdrawals are compared with what counts as they are imported: no --dry-run';
  return undefined;
}

async function importAll(paths: string[], options: Options): Promise<number> {
  const sources = await sourcesOf(paths);
  // oxlint-disable-next-line node/no-process-env -- read here, validated whole, and nowhere else
  const config = loadConfig(ImportConfig, process.env);
  const client = await ImportClient.open(options.api, config);
  const announcement = await announcementOf(client, options);
  process.once('SIGINT', () => {
    say('\nInterrupted. The same command goes on where this one was.');
    process.exit(EXIT.interrupted);
  });
  let worst: number = EXIT.good;
  for (const source of sources) {
    const code = await (options.dryRun ? check : importOne)(client, source, announcement).catch(
      (error: unknown) => {
        say(`${source.name}: ${error instanceof Error ? error.message : String(error)}`);
        return EXIT.failed;
      },
    );
    if (worst !== EXIT.failed && code !== EXIT.good) worst = code;
  }
  return worst;
}

async function importOne(
  client: ImportClient,
  source: SourcePath,
  announcement: Announcement,
): Promise<number> {
  const sent = await upload(client, source, announcement, progress);
  const over = await untilOver(client, sent, source.name, progress);
  progress('');
  if (over.state !== 'done') {
    say(`${source.name}: ${over.state}. ${over.error ?? ''}`);
    return EXIT.failed;
  }
  say(`${source.name}: import ${over.no} ${countsOf(over)}${over.warning ? ` ${over.warning}` : ''}`);
  for (const line of await firstRejects(client, over)) say(`  ${line}`);
  if (over.rejected > 0) say(`  Rejects: GET /v1/imports/${over.id}/rejects`);
  return over.rejected > 0 ? EXIT.rejects : EXIT.good;
}

async function check(client: ImportClient, source: SourcePath, announcement: Announcement): Promise<number> {
  const { readSample } = await import('../../../libs/usage/sample');
  const { fileName, content } = await readSample(source.path, source.name);
  const { body } = await client.send<{
    read: number;
    rejected: number;
    rejects: { line: number; column: string; reason: string }[];
  }>((http) =>
    http.post('/v1/import-checks', { ...announcement.body, fileName, sample: content.toString('base64') }),
  );
  say(`${source.name}: ${body.read} rows looked at, ${body.rejected} would be rejected.`);
  for (const { line, column, reason } of body.rejects.slice(0, 20))
    say(`  line ${line}: ${column ? `${column} ` : ''}${reason}`);
  return body.rejected > 0 ? EXIT.rejects : EXIT.good;
}

async function announcementOf(client: ImportClient, options: Options): Promise<Announcement> {
  const { kind, reason } = options;
  if (kind === 'withdrawals') return { path: '/v1/withdrawals', body: { reason } };
  return { path: '/v1/imports', body: { kind, ...(await mappingOf(client, options.mapping)) } };
}

/** A file of JSON where there is one, else the latest version of a kept mapping. @throws Error when there is neither */
async function mappingOf(client: ImportClient, mapping?: string): Promise<object> {
  if (mapping === undefined) return {};
  if ((await stat(mapping).catch(() => undefined))?.isFile())
    return { mapping: JSON.parse(await readFile(mapping, 'utf8')) as unknown };
  const { body } = await client.send<{ items: { id: string }[] }>((http) =>
    http.get(`/v1/import-mappings?limit=1&name=${encodeURIComponent(mapping)}`),
  );
  const [kept] = body.items;
  if (!kept) throw new Error(`${mapping}: neither a file nor the name of a mapping.`);
  return { mappingId: kept.id };
}

const countsOf = ({ read, loaded, rejected, known }: ImportState): string =>
  `read ${read}, loaded ${loaded}, rejected ${rejected}, known ${known}.`;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** On a terminal the line overwrites itself; in a log it says nothing. */
function progress(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001B[K${line}`);
}
