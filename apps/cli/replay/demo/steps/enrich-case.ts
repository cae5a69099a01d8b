import { type Step, type Story, waitFor } from '../story';

interface Run {
  id: string;
  state: 'running' | 'done' | 'failed';
  steps: { analyzer: string; state: string; seconds: number | null; error: string | null }[];
}

/** A snapshot is frozen, the analyzers read it, and the investigator decides on accounts and keys from what they found. */
export const enrichCase: Step = {
  name: '4 enrichment',
  async play(story) {
    const { cast, state, say } = story;
    const path = `/v1/cases/${state.caseId}`;
    state.snapshotId ??= (
      await cast.investigator.post<{ id: string }>('/v1/snapshots', { note: 'For the June letter' })
    ).id;
    await state.save();
    state.runId ??= (
      await cast.investigator.post<Run>(`${path}/enrichments`, { snapshotId: state.snapshotId })
    ).id;
    await state.save();
    story.chaos.strike('worker', 'step 4');
    const run = await finished(story);
    say(`  ${run.steps.map((step) => `${step.analyzer} ${(step.seconds ?? 0).toFixed(1)} s`).join(', ')}`);

    for (const [suggestion, status, reason] of VERDICTS) {
      const accountIds = (
        await exported<{ accountId: string }>(story, `account-evidence/export?suggestion=${suggestion}`)
      ).map((one) => one.accountId);
      if (accountIds.length > 0)
        await cast.investigator.post(`${path}/accounts/verdicts`, { status, reason, accountIds });
    }
    const keys = await exported<{ apiKeyId: string; accountId: string }>(
      story,
      'key-evidence/export?suggestion=cover',
    );
    if (keys.length > 0) {
      await cast.investigator.post(`${path}/keys/verdicts`, {
        verdict: 'cover',
        reason: 'None of its exchanges use a prompt template of the campaign: a customer of the reseller',
        keys: keys.map(({ apiKeyId, accountId }) => ({ apiKeyId, accountId })),
      });
    }
    const counts = await cast.investigator.get<{ suspected: number; confirmed: number; cleared: number }>(
      `${path}/accounts/counts`,
    );
    say(
      `  ${counts.confirmed} accounts confirmed, ${counts.cleared} cleared, ${counts.suspected} left in doubt; ${keys.length} keys carry cover traffic`,
    );
    const now = await cast.investigator.get<{ phase: string }>(path);
    if (now.phase === 'Investigation')
      await cast.investigator.post(`${path}/transition`, { phase: 'Enforcement' });
  },
};

/** What the analyzers suggest, what the investigator makes of it, and why. What is only doubtful stays as it is. */
const VERDICTS = [
  [
    'confirm',
    'confirmed',
    'Prompt templates of the campaign, or a payment instrument shared with accounts that use them',
  ],
  [
    'clear',
    'cleared',
    'Named by a detector, but its traffic is its own: no template of the campaign, no shared instrument',
  ],
] as const;

async function finished({ cast, state, progress }: Story): Promise<Run> {
  return waitFor('the enrichment', async () => {
    const run = await cast.investigator.get<Run>(`/v1/cases/${state.caseId}/enrichments/${state.runId}`);
    const done = run.steps.filter((step) => step.state === 'done').length;
    progress(`  ${done} of ${run.steps.length} analyzers done`);
    if (run.state === 'failed')
      throw new Error(`enrichment failed: ${run.steps.map((step) => step.error ?? '').join(' ')}`);
    return run.state === 'done' ? run : undefined;
  });
}

async function exported<T>({ cast, state }: Story, what: string): Promise<T[]> {
  const text = await cast.investigator.get<string & Record<string, unknown>>(
    `/v1/cases/${state.caseId}/${what}`,
  );
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
