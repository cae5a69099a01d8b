import { contentHash } from '@app/platform';
import type { Analyzer, AnalyzerName } from './analyzer';
import { analyzerNamed } from './analyzers';

/** What a run looks at. */
export interface RunInput {
  caseId: string;
  snapshotId: string;
  accountsHash: string;
  /** Parameters that the run gives, by analyzer. */
  parameters: Partial<Record<AnalyzerName, Record<string, unknown>>>;
}

/** Parameters of an analyzer in a run: its defaults and what the run says otherwise. */
export const parametersOf = (analyzer: Analyzer, input: RunInput): Record<string, unknown> => ({
  ...analyzer.defaults,
  ...input.parameters[analyzer.name],
});

/** Everything that decides what an analyzer finds, as one hash: where it is known, the finding is there already. */
export function inputHash(analyzer: Analyzer, input: RunInput): string {
  return contentHash({
    caseId: input.caseId,
    analyzer: analyzer.name,
    version: analyzer.version,
    snapshotId: input.snapshotId,
    accountsHash: input.accountsHash,
    parameters: parametersOf(analyzer, input),
    needs: analyzer.needs.map((name) => inputHash(analyzerNamed(name), input)),
  });
}
