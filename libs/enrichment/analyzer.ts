import type { MemberKind } from '@app/usage';
import type { EvidenceRows } from './evidence-rows';

/** Names of the analyzers, in the order in which a run lists them. */
export const ANALYZER_NAMES = [
  'account-totals',
  'daily-timeline',
  'capability-focus',
  'model-shift',
  'shared-infrastructure',
  'synchronised-timing',
  'lifecycle',
  'membership',
  'clusters',
  'cover-traffic',
  'value',
  'displacement',
] as const;
export type AnalyzerName = (typeof ANALYZER_NAMES)[number];

/** A question as it was put to the usage engine; the same text and parameters give the same answer again. */
export interface AskedQuery {
  sql: string;
  params: Record<string, unknown>;
}

/** A row as the engine sends it: 64-bit integers may be text. Read them with `Number`. */
export type AsSent<T> = { [K in keyof T]: T[K] extends number ? number | string : T[K] };

/** What an analyzer may use: one case's frozen accounts, one snapshot, and nothing that could change meanwhile. */
export interface AnalyzerContext<P> {
  parameters: P;
  /** The case's accounts that nobody has cleared, in byte order. In SQL they are `IN_CASE`. */
  accounts: readonly string[];
  /**
   * Asks the engine and keeps the question with the finding. Adds the parameters of the snapshot and of the account
   * set.
   */
  ask<T>(sql: string, params?: Record<string, unknown>): Promise<T[]>;
  /** Stores a set in the engine and gives the hash by which SQL refers to it. */
  freeze(kind: MemberKind, members: readonly string[]): Promise<string>;
  /** Tells people what it is at, where it has parts that take long. */
  tell(stage: string): Promise<void>;
  /** Result of an analyzer that this one `needs`. */
  resultOf(name: AnalyzerName): Record<string, unknown>;
}

/** What people can take from findings into their cases: accounts to list, and shares of traffic. */
export const TAKEN = ['accounts', 'shares'] as const;
export type Taken = (typeof TAKEN)[number];

/** What an analyzer found. */
export interface Outcome {
  result: Record<string, unknown>;
  rows?: readonly EvidenceRows[];
}

/** One question to a snapshot about a case. It decides nothing: it counts, compares and suggests. */
export interface Analyzer {
  name: AnalyzerName;
  /** Rises whenever the same input could give another result. */
  version: number;
  /** What it answers, in a sentence. */
  question: string;
  /** Parameters unless the run says otherwise. */
  defaults: Record<string, unknown>;
  /** Analyzers whose result it reads; they come earlier in the run. */
  needs: readonly AnalyzerName[];
  /** What its findings tell of accounts one by one, for people to take. */
  gives: readonly Taken[];
  /** Whether people look at what it found while the others still run. */
  isAwaited?: boolean;
  run(context: AnalyzerContext<Record<string, unknown>>): Promise<Outcome>;
}

/** Declares an analyzer whose parameters have the shape of its defaults. */
export function defineAnalyzer<P extends Record<string, unknown>>(
  analyzer: Omit<Analyzer, 'defaults' | 'needs' | 'gives' | 'run'> & {
    defaults: P;
    needs?: readonly AnalyzerName[];
    gives?: readonly Taken[];
    run(context: AnalyzerContext<P>): Promise<Outcome>;
  },
): Analyzer {
  return {
    ...analyzer,
    needs: analyzer.needs ?? [],
    gives: analyzer.gives ?? [],
    defaults: { ...analyzer.defaults },
    run: (context) =>
      analyzer.run({ ...context, parameters: { ...analyzer.defaults, ...context.parameters } }),
  };
}
