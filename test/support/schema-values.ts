/** A JSON schema as the OpenAPI document has it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
  example?: unknown;
  nullable?: boolean;
}

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** True in `share` of the throws. */
  falls(share: number): boolean {
    return this.next() < share;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
}

/** What nobody should send. */
export const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '3',
  'a\u0000b',
  '\ud800',
  '%',
  "'; DROP TABLE cases; --",
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  '\u202eevil',
  'x'.repeat(30_000),
  '10000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-02-30',
  '2026-06-10T00:00:00+99:99',
  '+02:00',
  'WyJhIiwxXQ',
  [],
  [[]],
  {},
  { toString: 5 },
  { length: 1e9 },
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  JSON.parse('{"constructor":{"prototype":{}}}'),
  Array.from({ length: 200 }, () => 'same'),
];

const WORDS = ['campaign', 'proxy', 'instrument', 'résumé', '数据', 'a', 'Z9', 'acc_0000001', 'template.x'];

/** Makes values of a document's schemas; ids come from what is there as often as not. */
export class SchemaValues {
  constructor(
    private readonly schemas: Record<string, Schema>,
    private readonly dice: Dice,
    /** Ids of things that exist, by what they are ids of, as paths name it: `cases`, `tasks`. */
    private readonly ids: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** A value of the schema's shape. */
  of(schema: Schema, depth = 0, name = ''): unknown {
    const whole = this.resolve(schema);
    if (whole.const !== undefined) return whole.const;
    if (whole.enum) return this.dice.pick(whole.enum);
    const branch = whole.oneOf ?? whole.anyOf;
    if (branch) return this.of(this.dice.pick(branch), depth, name);
    if (whole.allOf) {
      const parts = whole.allOf.map((part) => this.of(part, depth));
      return Object.assign({}, ...parts.filter((part) => typeof part === 'object')) as object;
    }
    const types = [whole.type ?? 'object'].flat();
    const type = this.dice.pick(types);
    if (whole.nullable && this.dice.falls(0.1)) return null;
    switch (type) {
      case 'object':
        return this.object(whole, depth);
      case 'array':
        return this.array(whole, depth, name);
      case 'integer':
      case 'number':
        return this.number(whole, type === 'integer');
      case 'boolean':
        return this.dice.falls(0.5);
      case 'null':
        return null;
      default:
        return this.text(whole, name);
    }
  }

  /** Like `of`, with one member somewhere made hostile, taken away, or added. */
  bent(schema: Schema): unknown {
    const value = this.of(schema);
    return this.bend(value, 0);
  }

  /** An id that exists, of the thing that the path or the member names where such are known, or one of nothing. */
  id(of: string): string {
    const known = this.ids.get(of) ?? [...this.ids.values()].flat();
    if (known.length > 0 && this.dice.falls(0.9)) return this.dice.pick(known);
    return `018f0000-0000-7000-8000-${String(this.dice.below(1e9)).padStart(12, '0')}`;
  }

  private bend(value: unknown, depth: number): unknown {
    const canGoDown = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    if (!canGoDown || (depth > 0 && this.dice.falls(0.4))) return this.dice.pick(HOSTILE);
    const bent = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
    const member = this.dice.pick(Object.keys(bent));
    const how = this.dice.next();
    if (how < 0.12) delete bent[member];
    else if (how < 0.2 && !Array.isArray(value)) bent['unheardOf'] = this.dice.pick(HOSTILE);
    else bent[member] = this.bend(bent[member], depth + 1);
    return bent;
  }

  private object(schema: Schema, depth: number): object {
    const value: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const needed = schema.required?.includes(name) ?? false;
      if (needed || (depth < 4 && this.dice.falls(0.5))) value[name] = this.of(member, depth + 1, name);
    }
    if (!schema.properties && schema.additionalProperties)
      value[this.dice.pick(WORDS)] = this.dice.pick(WORDS);
    return value;
  }

  private array(schema: Schema, depth: number, name: string): unknown[] {
    const least = schema.minItems ?? 0;
    const most = Math.min(schema.maxItems ?? 3, least + 3);
    const length = least + this.dice.below(most - least + 1);
    return Array.from({ length }, () => this.of(schema.items ?? {}, depth + 1, name));
  }

  private number(schema: Schema, whole: boolean): number {
    const low = schema.minimum ?? 0;
    const high = Math.min(schema.maximum ?? low + 10, low + 1_000);
    const value = low + this.dice.next() * (high - low);
    return whole ? Math.round(value) : value;
  }

  private text(schema: Schema, name: string): string {
    // `alertIds` are ids of `alerts`.
    if (schema.format === 'uuid') return this.id(name.replace(/Ids?$/, 's'));
    if (schema.format === 'date-time')
      return new Date(
        Date.UTC(2026, this.dice.below(12), 1 + this.dice.below(28), this.dice.below(24)),
      ).toISOString();
    if (schema.format === 'date') return `2026-0${1 + this.dice.below(9)}-1${this.dice.below(10)}`;
    if (schema.format === 'email') return `person${this.dice.below(1e6)}@lab.example`;
    if (typeof schema.example === 'string' && this.dice.falls(0.5)) return schema.example;
    let text = `${this.dice.pick(WORDS)} ${this.dice.below(1_000)}`;
    while (text.length < (schema.minLength ?? 0)) text += 'x';
    return text.slice(0, schema.maxLength ?? 200);
  }

  private resolve(schema: Schema): Schema {
    let at = schema;
    while (at.$ref) at = this.schemas[at.$ref.split('/').at(-1)!]!;
    return at;
  }
}
