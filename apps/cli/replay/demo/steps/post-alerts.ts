import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DETECTOR_NAMES, type DetectorName } from '../detectors';
import type { Step, Story } from '../story';

const BATCH = 500;

interface Delivery {
  counts: { created: number; repeated: number; revised: number; rejected: number };
}

/** The detectors send what they found, in batches, as they would: out of step with each other, and repeating themselves. */
export const postAlerts: Step = {
  name: '1 alerts',
  async play(story) {
    await Promise.all(DETECTOR_NAMES.map((name) => send(story, name)));
    const { sent, created, repeated, revised } = story.state.alerts;
    if (sent !== created + repeated + revised)
      throw new Error(`of ${sent} alerts only ${created + repeated + revised} were taken`);
    story.say(`  ${sent} alerts sent: ${created} new, ${repeated} repeated, ${revised} revised`);
  },
};

async function send(story: Story, name: DetectorName): Promise<void> {
  const { state, cast, generatedDir } = story;
  const lines = (await readFile(join(generatedDir, 'alerts', `${name}.ndjson`), 'utf8'))
    .split('\n')
    .filter(Boolean);
  for (let at = state.sentLines[name] ?? 0; at < lines.length; at += BATCH) {
    const batch = lines.slice(at, at + BATCH);
    // One detector speaks OCSF in JSON arrays, the others send the plain format line by line: both are ordinary.
    const delivery =
      name === 'template-watch'
        ? await cast.detectors[name].post<Delivery>('/v1/alerts/batch', `[${batch.join(',')}]`, {
            'content-type': 'application/json',
          })
        : await cast.detectors[name].post<Delivery>('/v1/alerts/batch', `${batch.join('\n')}\n`, {
            'content-type': 'application/x-ndjson',
          });
    const { created, repeated, revised, rejected } = delivery.counts;
    if (rejected > 0) throw new Error(`${rejected} alerts of ${name} were rejected`);
    state.alerts.sent += batch.length;
    state.alerts.created += created;
    state.alerts.repeated += repeated;
    state.alerts.revised += revised;
    state.sentLines[name] = at + batch.length;
    await state.save();
  }
}
