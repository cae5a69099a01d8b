import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { type Dispatcher, Pool } from 'undici';
import { startApp, type TestApp } from '../support/app';
import { Dice, HOSTILE, type Schema, SchemaValues } from '../support/schema-values';

const REQUESTS = 20_000;
/** An answer that takes longer hangs, as far as its sender can tell. */
const PATIENCE_MS = 60_000;
/** Change it to look elsewhere; the same seed sends the same requests in the same order, but for ids. */
const SEED = 20_261_124;

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body: Record<string, { schema?: Schema }>;
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

interface Sent {
  caller: Record<string, string>;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** Signing out would end the session that the rest is sent with; signing in is slow by design. */
const LEFT_OUT = new Set(['DELETE /v1/session', 'POST /v1/session', 'POST /v1/invitations/accept']);
/** An answer says nothing of the machine or the code behind it. */
const TELLTALE =
  /\bat \S+ \(|node_modules|\.ts:\d+|\.js:\d+|SELECT |INSERT INTO|UPDATE \w+ SET|QueryFailedError|\/libs\//;

describe('20,000 requests that nobody should have to send', () => {
  let app: TestApp;
  let pool: Pool;
  let operations: Operation[];
  let callers: Record<string, string>[];
  let schemas: Record<string, Schema>;
  const ids = new Map<string, string[]>();
  /** Who was told that the route is not for them. */
  const refused = new Map<string, Set<Record<string, string>>>();
  const dice = new Dice(SEED);
  const faults: string[] = [];
  const statuses = new Map<string, number>();
  const succeeded = new Set<string>();
  const validators = new Map<string, ValidateFunction | null>();
  let ajv: Ajv2020;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    pool = new Pool(app.url, {
      connections: 1,
      bodyTimeout: PATIENCE_MS,
      headersTimeout: PATIENCE_MS,
    });
    const document = (
      await app.anonymous.get<{
        paths: Record<string, Record<string, Record<string, unknown>>>;
        components: { schemas: Record<string, Schema> };
      }>('/v1/openapi.json')
    ).body;
    schemas = document.components.schemas;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: (operation['parameters'] ?? []) as Parameter[],
        body: ((operation['requestBody'] as { content?: object } | undefined)?.content ??
          {}) as Operation['body'],
        responses: operation['responses'] as Operation['responses'],
      })),
    );
    operations = operations.filter(({ method, path }) => !LEFT_OUT.has(`${method} ${path}`));
    ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'document', components: document.components }, 'document');
    const people = await Promise.all(
      (
        [
          'investigator',
          'investigator',
          'analyst',
          'enforcement_lead',
          'legal',
          'policy',
          'administrator',
          'auditor',
        ] as const
      ).map((role, at) => app.as(role, `${role.replace('_', '-')}-${at}`)),
    );
    const detector = await app.detector('fuzzed', ['alerts.send', 'alerts.read']);
    callers = [...people, ...people, detector, detector].map((one) => one.headers);
    await plant(app, ids);
  });
  afterAll(async () => {
    await pool?.close();
    await app?.stop();
  });

  it('are each answered in time, as documented, and never with a fault of the server', async () => {
    const values = new SchemaValues(schemas, dice, ids);
    // One after the other, so that a fault comes back when the same seed is thrown again.
    for (let sent = 0; sent < REQUESTS && faults.length < 40; sent += 1) {
      const operation = operations[sent % operations.length]!;
      await send(operation, requestOf(operation, values));
    }
    expect(faults).toEqual([]);
    // A fuzz that is only ever refused proves little: every kind of answer has to have been seen often.
    const share = (first: string): number =>
      [...statuses].filter(([status]) => status.startsWith(first)).reduce((sum, [, n]) => sum + n, 0) /
      REQUESTS;
    expect({
      good: share('2') > 0.15,
      refused: share('4') > 0.2,
      routes: succeeded.size > operations.length / 2,
    }).toEqual({
      good: true,
      refused: true,
      routes: true,
    });
  }, 600_000);

  function requestOf(operation: Operation, values: SchemaValues): Sent {
    const query = new URLSearchParams();
    let path = operation.path;
    for (const { name, in: place, required, schema } of operation.parameters) {
      if (place === 'path') path = path.replace(`{${name}}`, pathValue(operation, name, schema, values));
      if (place === 'query' && (required || dice.falls(0.35))) {
        const value = dice.falls(0.88) ? values.of(schema ?? {}) : dice.pick(HOSTILE);
        for (const one of [value].flat()) query.append(name, textOf(one));
      }
    }
    if (dice.falls(0.03)) query.append('unheardOf', 'x');
    const caller = callerOf(operation);
    const headers: Record<string, string> = { ...caller };
    if (dice.falls(0.02)) headers['idempotency-key'] = dice.pick(['k1', 'k2', ' ', 'x'.repeat(300)]);
    if (dice.falls(0.02)) headers['if-match'] = dice.pick(['"1"', '*', 'W/"x"', '1']);
    const search = query.size > 0 ? `?${query.toString().slice(0, 8_000)}` : '';
    return {
      caller,
      method: operation.method,
      path: path + search,
      headers,
      ...bodyOf(operation, values, headers),
    };
  }

  function pathValue(
    operation: Operation,
    name: string,
    schema: Schema | undefined,
    values: SchemaValues,
  ): string {
    if (dice.falls(0.06))
      return dice.pick(['%00', '%ff', '..%2f..', '%E0%A4%A', 'x'.repeat(500), '0', '-1', '%22']);
    const kind = operation.path.split(`/{${name}}`)[0]!.split('/').at(-1)!;
    if (ids.has(kind)) return encodeURIComponent(values.id(kind));
    return encodeURIComponent(String(values.of(schema ?? { type: 'string' })));
  }

  function bodyOf(
    operation: Operation,
    values: SchemaValues,
    headers: Record<string, string>,
  ): { body?: string } {
    const types = Object.keys(operation.body);
    if (types.length === 0) return operation.method === 'POST' && dice.falls(0.2) ? json(headers, '{}') : {};
    const type = dice.pick(types);
    const schema = operation.body[type]?.schema ?? {};
    const how = dice.next();
    if (how < 0.03)
      return json(headers, dice.pick(['{', '{"a":', 'null', '[1,', '"x"', '\u0000', `${'['.repeat(5_000)}`]));
    if (how < 0.05) {
      headers['content-type'] = dice.pick([
        'text/plain',
        'application/xml',
        'application/json; charset=utf-99',
        'x',
      ]);
      return { body: '{}' };
    }
    const value = how < 0.7 ? values.of(schema) : values.bent(schema);
    headers['content-type'] = type;
    if (type === 'application/x-ndjson')
      return {
        body: [value]
          .flat()
          .map((line) => JSON.stringify(line))
          .join('\n'),
      };
    return { body: JSON.stringify(value) ?? 'null' };
  }

  async function send(operation: Operation, sent: Sent): Promise<void> {
    const route = `${operation.method} ${operation.path}`;
    const said = (what: string): void => {
      faults.push(
        `${route}: ${what}\n    sent ${sent.path.slice(0, 300)} ${(sent.body ?? '').slice(0, 400)}`,
      );
    };
    try {
      const { body = null, caller, ...head } = sent;
      const answer = await pool.request({ ...head, method: head.method as Dispatcher.HttpMethod, body });
      const type = String(answer.headers['content-type'] ?? '');
      if (type.startsWith('text/event-stream')) {
        answer.body.destroy();
        return;
      }
      const text = await answer.body.text();
      statuses.set(String(answer.statusCode), (statuses.get(String(answer.statusCode)) ?? 0) + 1);
      const fault = faultOf(operation, answer.statusCode, type, text);
      if (fault) said(fault);
      if (answer.statusCode === 403) refused.set(route, (refused.get(route) ?? new Set()).add(caller));
      if (answer.statusCode < 300) succeeded.add(route);
      // The callers' own ids stay out, or the fuzz would switch itself off.
      if (!fault && answer.statusCode < 300 && !/users|people|teams/.test(operation.path))
        harvest(operation.path, type, text);
    } catch (error) {
      said(error instanceof Error ? `${error.name} ${error.message}` : String(error));
    }
  }

  function faultOf(operation: Operation, status: number, type: string, text: string): string | undefined {
    // The one documented answer above 499: no usage engine runs here.
    const isAway =
      status === 503 && '503' in operation.responses && text.includes('"/problems/usage-engine-away"');
    if (status >= 500 && !isAway) return `${status} ${text.slice(0, 300)}`;
    if (status >= 400) {
      if (!type.startsWith('application/problem+json')) return `${status} as ${type}`;
      // The answer to a HEAD has no body to tell it in.
      if (operation.method === 'HEAD') return undefined;
      if (!/"type":"\/problems\/[a-z-]+"/.test(text))
        return `${status} without a type: ${text.slice(0, 200)}`;
      const detail = text.replace(/"(pointer|detail|unlisted)":"[^"]*"/g, '');
      if (TELLTALE.test(detail)) return `tells of the inside: ${text.slice(0, 400)}`;
      return undefined;
    }
    if (status < 200 || status >= 300 || !type.startsWith('application/json')) return undefined;
    const validate = validatorOf(operation, status);
    if (!validate || validate(JSON.parse(text))) return undefined;
    const first = validate.errors![0]!;
    return `${status} is not as documented: ${first.instancePath} ${first.message} ${JSON.stringify(first.params)}`;
  }

  function validatorOf(operation: Operation, status: number): ValidateFunction | null {
    const key = `${operation.method} ${operation.path} ${status}`;
    const known = validators.get(key);
    if (known !== undefined) return known;
    const schema = operation.responses[String(status)]?.content?.['application/json']?.schema;
    const anchored =
      schema &&
      (JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as Schema);
    const made = anchored ? ajv.compile(anchored) : null;
    validators.set(key, made);
    return made;
  }

  function callerOf(operation: Operation): Record<string, string> {
    const not = refused.get(`${operation.method} ${operation.path}`);
    const may = callers.filter((caller) => !not?.has(caller));
    return dice.pick(may.length > 0 && dice.falls(0.95) ? may : callers);
  }

  /** Keeps the ids of what an answer shows, under the name that the path has for it. */
  function harvest(path: string, type: string, text: string): void {
    if (!type.startsWith('application/json') || text === '') return;
    const body = JSON.parse(text) as { items?: unknown; results?: unknown };
    const kind = path.split('/').findLast((part) => !part.startsWith('{'))!;
    const shown = [Array.isArray(body) ? body : (body.items ?? body.results ?? body)].flat().slice(0, 20);
    for (const one of shown as { id?: unknown; alertId?: unknown }[]) {
      const id = one?.id ?? one?.alertId;
      if (typeof id !== 'string') continue;
      const of = one.alertId === undefined ? kind : 'alerts';
      const known = ids.get(of) ?? [];
      ids.set(of, known);
      if (!known.includes(id)) known[known.length < 60 ? known.length : dice.below(60)] = id;
    }
  }
});

const json = (headers: Record<string, string>, body: string): { body: string } => {
  headers['content-type'] = 'application/json';
  return { body };
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, 2_000) : JSON.stringify(value);

/** A first case with everything, so that ids lead somewhere. */
async function plant(app: TestApp, ids: Map<string, string[]>): Promise<void> {
  const investigator = await app.as('investigator', 'investigator-0');
  const filed = await investigator.post<{ id: string }>('/v1/cases', {
    kind: 'distillation',
    title: 'Campaign',
    severity: 3,
  });
  ids.set('cases', [filed.body.id]);
  await investigator.post(`/v1/cases/${filed.body.id}/accounts`, {
    accountIds: ['acc_0000001', 'acc_0000002'],
    source: 'list',
  });
  const said = {
    about: 'accounts',
    statement: 'Nearly 25,000 accounts.',
    value: { kind: 'quantity', qualifier: 'nearly', number: 25_000 },
    source: { kind: 'press', publisher: 'news.example' },
  };
  const recorded = await investigator.post<{ id: string }[]>(`/v1/cases/${filed.body.id}/assertions`, {
    assertions: Array.from({ length: 20 }, () => said),
  });
  ids.set(
    'assertions',
    recorded.body.map((one) => one.id),
  );
}
