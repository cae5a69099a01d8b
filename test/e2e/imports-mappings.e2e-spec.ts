import { contentHash } from '@app/platform';
import { startApp, type TestApp } from '../support/app';
import { ask, Importer } from '../support/imports';
import type { ImportMappingView } from '../../libs/usage/mappings/mappings.dto';

interface Column {
  column: string;
  from?: string[];
  as?: string;
  values?: Record<string, string>;
  otherwise?: string;
  value?: string;
}

const usage = (columns: Column[], unknownColumns = 'refuse'): object => ({
  kind: 'usage',
  unknownColumns,
  columns,
});

/** The columns that must be there, as constants or by their place in a short file. */
const PLAIN: Column[] = [
  { column: 'request_id', from: ['id'] },
  { column: 'ts', from: ['at'] },
  { column: 'account_id', value: 'acc-mapped' },
  { column: 'model', value: 'model-large' },
  { column: 'input_tokens', value: '1' },
  { column: 'output_tokens', value: '2' },
  { column: 'status', value: '200' },
];
const AT = '2026-05-01T10:00:00Z';

describe("Reading a lab's own columns", () => {
  let app: TestApp;
  let importer: Importer;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    importer = await Importer.of(app);
  });
  afterAll(() => app?.stop());

  const stored = <T>(columns: string, prefix: string): Promise<T[]> =>
    ask<T>(app, `SELECT ${columns} FROM usage WHERE startsWith(request_id, '${prefix}') ORDER BY request_id`);

  const save = (name: string, mapping: object, description?: string) =>
    importer.client.post<ImportMappingView & { errors?: { pointer: string }[] }>('/v1/import-mappings', {
      name,
      mapping,
      ...(description === undefined ? {} : { description }),
    });

  /** Reads one column from texts by a conversion; a reject is null. */
  async function converted(column: string, as: string, texts: string[]): Promise<(string | null)[]> {
    const prefix = `c-${column}-${as}`;
    const columns = [...PLAIN.filter((each) => each.column !== column), { column, from: ['x'], as }];
    if (column === 'ts') columns.push({ column: 'org_id', from: ['at'] });
    const lines = texts.map(
      (text, at) => `${prefix}-${String(at).padStart(2, '0')},${AT},"${text.replaceAll('"', '""')}"`,
    );
    await importer.import(`${prefix}.csv`, `id,at,x\n${lines.join('\n')}\n`, { mapping: usage(columns) });
    const rows = await stored<{ request_id: string; v: string | null }>(
      `request_id, toString(${column}) AS v`,
      prefix,
    );
    const byId = new Map(rows.map(({ request_id, v }) => [request_id, v]));
    return texts.map((_, at) => byId.get(`${prefix}-${String(at).padStart(2, '0')}`) ?? null);
  }

  it.each([
    [
      'ts',
      'instant',
      {
        '2026-05-01T10:00:00.5': '2026-05-01 10:00:00.500',
        '2026-05-01 10:00:00+00': '2026-05-01 10:00:00.000',
        '2026-05-01T12:00:00+0200': '2026-05-01 10:00:00.000',
        '2026-05-01T12:00:00.250+02:00': '2026-05-01 10:00:00.250',
        '2026-05-01 10:00:00 UTC': '2026-05-01 10:00:00.000',
        '2026-05-01': null,
      },
    ],
    [
      'ts',
      'epoch_seconds',
      {
        '1777629600': '2026-05-01 10:00:00.000',
        '1777629600.125': '2026-05-01 10:00:00.125',
        '-5': null,
        x: null,
        '1e300': null,
      },
    ],
    ['ts', 'epoch_milliseconds', { '1777629600125': '2026-05-01 10:00:00.125', '1777629600': null }],
    ['ts', 'epoch_microseconds', { '1777629600125000': '2026-05-01 10:00:00.125' }],
    ['input_tokens', 'integer', { '1,234': '1234', ' 12 ': '12', '7.0': '7', '7.5': null, '-1': null }],
    [
      'status',
      'http_status',
      {
        Success: '200',
        failure: '500',
        '429 Too Many Requests': '429',
        'HTTP/1.1 503': '503',
        '204': '204',
        rate_limited: '429',
        gone: null,
      },
    ],
    [
      'ip',
      'address',
      {
        '192.0.2.1:443': '192.0.2.1',
        '[2001:db8::1]:443': '2001:db8::1',
        '192.0.2.7, 198.51.100.2': '192.0.2.7',
        'fe80::1%eth0': 'fe80::1',
        '::ffff:192.0.2.9': '192.0.2.9',
        '2001:db8::2': '2001:db8::2',
        'not one': null,
      },
    ],
    ['country', 'upper', { us: 'US', usa: null }],
    ['access_path', 'lower', { First_Party: 'first_party' }],
    ['client_fingerprint', 'trim', { '  a b ': 'a b' }],
    [
      'client_fingerprint',
      'sha256',
      { secret: '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b' },
    ],
    ['template_hash', 'hex64', { '0xff': '255', FFFFFFFFFFFFFFFF: '18446744073709551615', xyz: null }],
    ['template_hash', 'signed64', { '-1': '18446744073709551615', '7': '7', '7.5': null }],
  ] as [string, string, Record<string, string | null>][])(
    'converts %s by %s, and refuses what is none',
    async (column, as, cases) => {
      const found = await converted(column, as, Object.keys(cases));
      expect(Object.fromEntries(Object.keys(cases).map((text, at) => [text, found[at]]))).toEqual(cases);
    },
  );

  it("reads LiteLLM's spend logs with the mapping that is there from the start", async () => {
    const [kept] = (
      await importer.client.get<{ items: ImportMappingView[] }>('/v1/import-mappings?name=litellm-spend-logs')
    ).body.items;
    expect(kept!.hash).toBe(contentHash(kept!.mapping));
    const header =
      'request_id,call_type,api_key,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,model,model_group,user,metadata,cache_hit,team_id,organization_id,end_user,requester_ip_address,messages,response,status';
    const csv = [
      header,
      'll-1,acompletion,hash-1,0.1,30,10,20,2026-05-01 10:00:00.125,2026-05-01 10:00:01,openai/model-large,model-large,user-1,"{""a"":1}",False,team-1,,customer-1,192.0.2.5,"{""text"":""a, b""}",{},success',
      'll-2,acompletion,hash-1,0.1,30,10,0,2026-05-01 10:00:02,2026-05-01 10:00:03,openai/model-large,,user-1,{},False,team-1,org-1,,,{},{},failure',
      'll-3,acompletion,hash-2,0.1,30,10,0,2026-05-01 10:00:02,2026-05-01 10:00:03,model-small,,,{},False,,,,,{},{},',
      'll-4,acompletion,hash-2,0.1,30,ten,0,2026-05-01 10:00:02,2026-05-01 10:00:03,model-small,,,{},False,,,,,{},{},',
    ];
    const done = await importer.import('spend.csv', `${csv.join('\n')}\n`, { mappingId: kept!.id });
    expect(done).toMatchObject({ state: 'done', loaded: 3, rejected: 1, mappingHash: kept!.hash });
    expect(await importer.rejects(done.id)).toEqual([
      '"spend.csv",5,"input_tokens","is not an unsigned integer of 32 bits"',
    ]);
    expect(
      await stored(
        'request_id, account_id, api_key_id, org_id, model, status, ip, access_path, capability',
        'll-',
      ),
    ).toEqual([
      {
        request_id: 'll-1',
        account_id: 'customer-1',
        api_key_id: 'hash-1',
        org_id: 'team-1',
        model: 'model-large',
        status: 200,
        ip: '192.0.2.5',
        access_path: 'litellm',
        capability: null,
      },
      expect.objectContaining({
        account_id: 'user-1',
        org_id: 'org-1',
        model: 'openai/model-large',
        status: 500,
      }),
      expect.objectContaining({ account_id: 'hash-2', org_id: null, ip: null, status: 200 }),
    ]);
    const lines = [
      {
        request_id: 'll-5',
        api_key: 'hash-1',
        prompt_tokens: 10,
        completion_tokens: 2,
        startTime: '2026-05-01T10:00:00.125000+00:00',
        model: 'model-large',
        user: 'user-1',
        status: 'success',
        metadata: { a: [1] },
        messages: [{ role: 'user' }],
      },
      {
        request_id: 'll-1',
        api_key: 'hash-1',
        prompt_tokens: 10,
        completion_tokens: 2,
        startTime: '2026-05-01T10:00:00Z',
        model: 'model-large',
        user: 'user-1',
      },
      { request_id: { no: 1 }, api_key: 'hash-1' },
    ].map((line) => JSON.stringify(line));
    const json = await importer.import('spend.ndjson', lines.join('\n'), { mappingId: kept!.id });
    expect(json).toMatchObject({ state: 'done', loaded: 1, known: 1, rejected: 1 });
  });

  it('renames, sets constants and looks words up; what is not named keeps its name', async () => {
    const mapping = usage([
      { column: 'request_id', from: ['rid', 'id'] },
      { column: 'capability', from: ['what'], values: { code: 'agentic_coding' }, otherwise: 'other' },
      { column: 'access_path', value: 'cloud_marketplace' },
    ]);
    const header = 'id,what,ts,account_id,model,input_tokens,output_tokens,status';
    const content = `${header}\nlook-1,code,${AT},a,m,1,2,200\nlook-2,poetry,${AT},a,m,1,2,200\nlook-3,,${AT},a,m,1,2,200\n`;
    expect(await importer.import('look.csv', content, { mapping })).toMatchObject({ loaded: 3, rejected: 0 });
    expect(await stored('capability, access_path', 'look-')).toEqual([
      { capability: 'agentic_coding', access_path: 'cloud_marketplace' },
      { capability: 'other', access_path: 'cloud_marketplace' },
      { capability: null, access_path: 'cloud_marketplace' },
    ]);
    // The same rows under another mapping are another import, and no other requests.
    const other = await importer.import('look.csv', content, {
      mapping: usage([{ column: 'request_id', from: ['id'] }], 'ignore'),
    });
    expect(other).toMatchObject({ loaded: 0, known: 3 });
    expect(other.mappingHash).not.toBe(contentHash(mapping));
  });

  it('refuses a file that lacks what is mapped, or has more and may not', async () => {
    const mapping = usage(PLAIN);
    const lacking = await importer.import('lacking.csv', `id,when\nx,${AT}\n`, {
      mapping: usage(PLAIN, 'ignore'),
    });
    expect(lacking.error).toContain('lacks "at"');
    const more = await importer.import('more.csv', `id,at,prompt\nx,${AT},hello\n`, { mapping });
    expect(more.error).toContain('Unknown column "prompt"');
    const json = await importer.import(
      'more.ndjson',
      `{"id":"m-1","at":"${AT}"}\n{"id":"m-2","at":"${AT}","prompt":"x"}\n`,
      { mapping },
    );
    expect(json).toMatchObject({ loaded: 1, rejected: 1 });
    expect(await importer.rejects(json.id)).toEqual(['"more.ndjson",2,"prompt","is not a column"']);
  });

  it('keeps versions that nobody changes, and the same mapping once', async () => {
    const first = await save('gateway', usage(PLAIN));
    const same = await save('gateway', usage(PLAIN));
    const next = await save('gateway', usage(PLAIN, 'ignore'));
    expect([first.body.version, same.body.id, next.body.version]).toEqual([1, first.body.id, 2]);
    const { body } = await importer.client.get<{ items: ImportMappingView[] }>(
      '/v1/import-mappings?name=gateway',
    );
    expect(body.items.map(({ version }) => version)).toEqual([2, 1]);
    await expect(app.db.query(`UPDATE import_mappings SET name = 'x'`)).rejects.toThrow('append-only');
    const wrongKind = await importer.client.post('/v1/imports', {
      kind: 'accounts',
      fileName: 'a.csv',
      mappingId: first.body.id,
    });
    expect(wrongKind.status).toBe(400);
  });

  it.each([
    [{ column: 'prompt', from: ['prompt'] }, '/mapping/columns/0/column'],
    [{ column: 'ts' }, '/mapping/columns/0/from'],
    [{ column: 'ts', from: ["a', 1)"] }, '/mapping/columns/0/from/0'],
    [{ column: 'ts', from: ['a`b'] }, '/mapping/columns/0/from/0'],
    [{ column: 'ts', from: ['a'], as: 'eval' }, '/mapping/columns/0/as'],
    [{ column: 'ts', value: 'x', as: 'instant' }, '/mapping/columns/0/from'],
    [{ column: 'status', from: ['a'], values: { ok: 200 } }, '/mapping/columns/0/values'],
  ])('refuses %j and says where', async (column, pointer) => {
    const { status, body } = await save('wrong', usage([column as Column]));
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('takes values for what they are, whatever is in them', async () => {
    const value = `it's \\ a "b" \`c\` {d:String} ; -- ü`;
    const columns = [
      ...PLAIN,
      { column: 'access_path', from: ['x'], values: { "o'k": value }, value: value },
    ];
    const content = `id,at,x\nodd-1,${AT},o'k\nodd-2,${AT},\n`;
    await importer.import('odd.csv', content, { mapping: usage(columns) });
    expect(await stored('access_path', 'odd-')).toEqual([{ access_path: value }, { access_path: value }]);
  });
});
