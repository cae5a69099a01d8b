/**
 * What a text of a letter is made of. A *mark* stands in double braces: `{{C-3}}` is the case's claim 3, printed as
 * its phrase, and `{{C-12-3}}` that of case 12, which was merged into it; `{{ref:H.R. 8283}}` is a citation or name that has digits in it, printed as it stands;
 * `{{claim:accounts.confirmed}}` and `{{passage:response}}` are gaps that a template left open.
 */
export type Segment = { offset: number } & (
  | { kind: 'text'; text: string }
  | { kind: 'claim'; number: string }
  | { kind: 'reference'; text: string }
  | { kind: 'gap'; of: 'claim' | 'passage'; name: string }
  | { kind: 'faulty'; text: string }
);

const MARK = /\{\{([^{}]*)\}\}/g;

/** Cuts a text into its segments, in order; `offset` counts UTF-16 units from the start of the text. */
export function parseMarks(text: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    segments.push(...plain(text.slice(from, match.index), from));
    segments.push(mark(match[0], match[1] ?? '', match.index));
    from = match.index + match[0].length;
  }
  return [...segments, ...plain(text.slice(from), from)];
}

/** The numbers of the claims cited, each once, in order of first citation. */
export function citedIn(texts: readonly string[]): string[] {
  const numbers = texts
    .flatMap(parseMarks)
    .flatMap((segment) => (segment.kind === 'claim' ? [segment.number] : []));
  return [...new Set(numbers)];
}

/** Puts the answers for marks of one kind, such as `claim:accounts.confirmed`, in their place; others stay. */
export function fillMarks(text: string, answers: Readonly<Record<string, string>>): string {
  return text.replace(MARK, (whole, inner: string) =>
    Object.hasOwn(answers, inner) ? (answers[inner] ?? whole) : whole,
  );
}

function mark(whole: string, inner: string, offset: number): Segment {
  if (/^C-([1-9]\d{0,8}-)?[1-9]\d{0,8}$/.test(inner)) return { kind: 'claim', number: inner, offset };
  const reference = /^ref:\s*(\S.*)$/s.exec(inner)?.[1];
  if (reference !== undefined) return { kind: 'reference', text: reference, offset };
  const gap = /^(claim|passage):([a-z][a-z0-9._-]*)$/.exec(inner);
  if (gap) return { kind: 'gap', of: gap[1] as 'claim' | 'passage', name: gap[2]!, offset };
  return { kind: 'faulty', text: whole, offset };
}

/** Plain text; braces that are left in it belong to a mark that was not closed or not opened. */
function plain(text: string, offset: number): Segment[] {
  if (text === '') return [];
  const broken = /\{\{|\}\}/.exec(text);
  if (!broken) return [{ kind: 'text', text, offset }];
  const end = broken.index + 2;
  return [
    ...plain(text.slice(0, broken.index), offset),
    { kind: 'faulty', text: broken[0], offset: offset + broken.index },
    ...plain(text.slice(end), offset + end),
  ];
}
