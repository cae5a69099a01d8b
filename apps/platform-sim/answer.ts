/** What a call is answered with. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** An RFC 9457 problem; `type` is the last part of its URI, `extensions` are members of its own. */
export function problem(
  status: number,
  type: string,
  title: string,
  extensions: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    body: { type: `https://platform.example/problems/${type}`, title, status, ...extensions },
    headers,
  };
}
