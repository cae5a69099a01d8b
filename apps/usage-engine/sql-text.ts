/** One word, sign or literal of a statement, with its place in the text and its depth in brackets. */
interface Token {
  text: string;
  start: number;
  end: number;
  depth: number;
}

// Comments and blanks first, then strings and quoted names, then words, then any single sign.
const LEXEME =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\s+)|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|[\p{L}_$][\p{L}\p{N}_$]*|[0-9][\w.]*|[\s\S]/uy;

/** Statements that answer with rows and take INTO OUTFILE. */
const READS = new Set([
  'SELECT',
  'WITH',
  'FROM',
  '(',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'EXPLAIN',
  'EXISTS',
  'CHECK',
]);

/** Names of the engine's compressions by HTTP content coding. */
export const COMPRESSION: Readonly<Record<string, string>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'br',
  zstd: 'zstd',
  lz4: 'lz4',
  xz: 'xz',
};

/** A file in the engine's spool, as the engine reads or writes it. */
export interface SpoolFile {
  path: string;
  /** The engine's name of its compression, absent when plain. */
  compression?: string | undefined;
}

/** Several statements in one request; ClickHouse's HTTP interface refuses them too. */
export class MultiStatementError extends Error {
  constructor(at: number) {
    super(
      `Code: 62. DB::Exception: Syntax error (Multi-statements are not allowed): failed at position ${at}. (SYNTAX_ERROR)`,
    );
  }
}

/**
 * One SQL statement, understood as far as its shape: what kind it is, which format it names, where a file
 * takes the place of the wire. The engine parses it; nothing here judges whether it is right.
 */
export class Statement {
  private readonly tokens: Token[];
  private readonly text: string;

  /** @param inlineData whether rows may follow an INSERT in the same text, which is then not looked into. */
  constructor(text: string, inlineData = false) {
    const { tokens, end } = scan(text, inlineData);
    this.tokens = tokens;
    this.text = inlineData && this.kind === 'insert' ? text : text.slice(0, end);
  }

  /** What the statement does: `read` answers rows, `insert` may take rows, `kill` ends queries. */
  get kind(): 'read' | 'insert' | 'kill' | 'other' {
    const first = this.tokens[0]?.text.toUpperCase() ?? '';
    if (READS.has(first)) return 'read';
    if (first === 'INSERT') return 'insert';
    return first === 'KILL' ? 'kill' : 'other';
  }

  /** Format that the statement itself names. */
  get format(): string | undefined {
    const at = this.formatAt();
    return at === undefined ? undefined : this.tokens[at + 1]?.text;
  }

  /** Whether this is an INSERT whose rows come with the request rather than from a query or the text. */
  get takesRows(): boolean {
    if (this.kind !== 'insert') return false;
    if (this.inputAt() !== undefined) return true;
    const sourced = this.tokens.some((t) => t.depth === 0 && /^(SELECT|WITH|INFILE)$/i.test(t.text));
    return !sourced && (this.formatAt() !== undefined || this.valuesAt() === this.tokens.length - 1);
  }

  /** The statement as given, without a trailing semicolon. */
  toString(): string {
    return this.text;
  }

  /** The reading statement, with its answer written to a file. */
  into(file: SpoolFile, defaultFormat: string): string {
    const compression = file.compression ? ` COMPRESSION ${quote(file.compression)} LEVEL 3` : '';
    const clause = `\nINTO OUTFILE ${quote(file.path)} TRUNCATE${compression}`;
    const at = this.formatAt();
    const format = at === undefined ? undefined : this.tokens[at];
    if (!format) return `${this.text}${clause} FORMAT ${defaultFormat}`;
    return `${this.text.slice(0, format.start)}${clause} ${this.text.slice(format.start)}`;
  }

  /** The INSERT, with its rows read from a file. */
  from(file: SpoolFile): string {
    const input = this.inputAt();
    if (input !== undefined) return this.inputFrom(file, input);
    const at = this.formatAt() ?? this.valuesAt();
    const clauseAt = this.settingsAt() ?? this.tokens[at ?? 0]?.start ?? this.text.length;
    const format =
      this.formatAt() === undefined ? 'FORMAT Values' : this.text.slice(this.tokens[at ?? 0]?.start);
    const compression = file.compression ? ` COMPRESSION ${quote(file.compression)}` : '';
    const before = this.text.slice(0, clauseAt);
    const settings = this.text.slice(clauseAt, this.tokens[at ?? 0]?.start);
    return `${before} FROM INFILE ${quote(file.path)}${compression} ${settings} ${format}`;
  }

  /**
   * The KILL QUERY, with clients' query ids in place of the engine's.
   *
   * The engine gives every query an id of its own, so the client's travels as its log comment. SYNC becomes
   * ASYNC: an ended query stays listed until its connection closes, and waiting for that here could be waiting
   * for oneself.
   */
  killingByComment(): string {
    return this.replacing((t) => {
      if (/^query_id$/i.test(t.text)) return "Settings['log_comment']";
      return /^SYNC$/i.test(t.text) ? 'ASYNC' : undefined;
    });
  }

  private inputFrom(file: SpoolFile, input: number): string {
    const at = this.formatAt();
    const cut = at === undefined ? this.text.length : (this.tokens[at]?.start ?? this.text.length);
    const open = this.tokens[input + 1];
    const close = this.tokens.find(
      (t) => t.text === ')' && t.start > (open?.start ?? 0) && t.depth === open?.depth,
    );
    const word = this.tokens[input];
    if (!open || !close || !word) return this.text;
    const structure = this.text.slice(open.end, close.start);
    const source = `file(${quote(file.path)}, ${quote(this.format ?? 'Values')}, ${structure}, ${quote(file.compression ?? 'none')})`;
    const settings = at === undefined ? '' : this.text.slice(this.tokens[at + 1]?.end ?? cut);
    return `${this.text.slice(0, word.start)}${source}${this.text.slice(close.end, cut)}${settings}`;
  }

  private formatAt(): number | undefined {
    const at = this.tokens.findLastIndex(
      (t, i) => t.depth === 0 && /^FORMAT$/i.test(t.text) && /^\w+$/.test(this.tokens[i + 1]?.text ?? ''),
    );
    return at < 1 ? undefined : at;
  }

  private valuesAt(): number | undefined {
    const at = this.tokens.findIndex((t) => t.depth === 0 && /^VALUES$/i.test(t.text));
    return at < 0 ? undefined : at;
  }

  private inputAt(): number | undefined {
    if (this.kind !== 'insert') return undefined;
    const at = this.tokens.findIndex((t, i) => /^input$/i.test(t.text) && this.tokens[i + 1]?.text === '(');
    return at < 0 ? undefined : at;
  }

  /** Where the SETTINGS of an INSERT that stand before its FORMAT begin: INFILE goes before them. */
  private settingsAt(): number | undefined {
    const format = this.formatAt() ?? this.tokens.length;
    return this.tokens.find((t, i) => i < format && t.depth === 0 && /^SETTINGS$/i.test(t.text))?.start;
  }

  private replacing(by: (token: Token) => string | undefined): string {
    let out = '';
    let last = 0;
    for (const token of this.tokens) {
      const other = by(token);
      if (other === undefined) continue;
      out += this.text.slice(last, token.start) + other;
      last = token.end;
    }
    return out + this.text.slice(last);
  }
}

/** An SQL string literal. */
export function quote(value: string): string {
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

/** An SQL name in backquotes. */
export function quoteName(name: string): string {
  return `\`${name.replace(/\\/g, '\\\\').replace(/`/g, '\\`')}\``;
}

/** Tokens of the first statement and where it ends. @throws MultiStatementError when another follows. */
function scan(text: string, inlineData: boolean): { tokens: Token[]; end: number } {
  const tokens: Token[] = [];
  let depth = 0;
  let semicolon: number | undefined;
  LEXEME.lastIndex = 0;
  for (let match = LEXEME.exec(text); match; match = LEXEME.exec(text)) {
    const [word, blank] = match;
    if (blank !== undefined) continue;
    if (word === ';' && depth <= 0) {
      semicolon ??= match.index;
      continue;
    }
    if (semicolon !== undefined) throw new MultiStatementError(match.index + 1);
    if (/^[)\]}]$/.test(word)) depth -= 1;
    tokens.push({ text: word, start: match.index, end: match.index + word.length, depth });
    if (/^[([{]$/.test(word)) depth += 1;
    if (inlineData && startsData(tokens)) break;
  }
  return { tokens, end: semicolon ?? text.length };
}

/** Whether what follows these tokens is the rows of an INSERT rather than SQL. */
function startsData(tokens: Token[]): boolean {
  if (!/^INSERT$/i.test(tokens[0]?.text ?? '')) return false;
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  if (last?.depth !== 0 || tokens.length < 4) return false;
  return /^VALUES$/i.test(last.text) || (/^FORMAT$/i.test(before?.text ?? '') && before?.depth === 0);
}
