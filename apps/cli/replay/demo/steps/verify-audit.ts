import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyExport } from '../../../verify-export';
import { type Step, waitFor } from '../story';

interface Verdict {
  verified: boolean;
  events: number;
  pending: number;
  head: string;
  fault?: { sequence: string; reason: string };
}

/** The auditor verifies the chain, takes an export home, and shows that one changed byte in a copy of it is found. */
export const verifyAudit: Step = {
  name: '9 audit',
  async play({ cast: { auditor }, papersDir, state, say }) {
    const verdict = await waitFor('the seal of the last event', async () => {
      const seen = await auditor.get<Verdict>('/v1/audit/verification');
      return seen.pending === 0 || !seen.verified ? seen : undefined;
    });
    const original = join(papersDir, 'audit.ndjson');
    await writeFile(original, await auditor.get<string & Record<string, unknown>>('/v1/audit/export'));
    const exported = await verifyExport(original);
    const copy = join(papersDir, 'audit-changed.ndjson');
    const bytes = await readFile(original);
    // Any byte would do; one in the middle of the file, whatever it happens to be.
    const at = Math.floor(bytes.length / 2);
    bytes[at] = bytes[at]! ^ 1;
    await writeFile(copy, bytes);
    const changed = await verifyExport(copy);
    state.results['audit'] = {
      events: exported.events,
      verified: verdict.verified && exported.verified,
      tamperFound: !changed.verified,
    };
    say(
      `  ${exported.events} events verified; byte ${at} changed in a copy: ${changed.fault?.reason ?? 'NOT FOUND'}`,
    );
  },
};
