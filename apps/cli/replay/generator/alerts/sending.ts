import type { Population } from '../population';
import { STREAM, below, draw, streamOf } from '../random';
import { addressAlerts } from './address-alerts';
import type { AlertDraft, Detector } from './draft';
import { paymentAlerts } from './payment-alerts';
import { templateAlerts } from './template-alerts';
import { wireText } from './wire';

const REPEATS = 0.12;
const REVISIONS = 0.03;
const HOUR_MS = 3_600_000;
const PREFIXES: Readonly<Record<Detector, string>> = {
  'template-watch': 'TW',
  'payment-graph': 'PG',
  'address-graph': 'AG',
};

/** How many alerts are sent, and what becomes of them: first sendings, exact repeats and new content. */
export interface AlertCounts {
  readonly sent: number;
  readonly created: number;
  readonly repeated: number;
  readonly revised: number;
}

/** What a detector sends, in the order of sending: one JSON text a line. */
export interface Sending {
  readonly detector: Detector;
  readonly lines: readonly string[];
}

/** All that the detectors send. A revised alert names some of its accounts first and all of them later. */
export function sendings(population: Population): { sendings: Sending[]; counts: AlertCounts } {
  const all = [...templateAlerts(population), ...paymentAlerts(population), ...addressAlerts(population)];
  const state = streamOf(population.seedKey, STREAM.alert, all.length, 9);
  const shuffled = all.map((_, i) => i).sort((a, b) => draw(state, a) - draw(state, b) || a - b);
  const growing = shuffled.filter((i) => (all[i]?.accounts.length ?? 0) >= 4);
  const revised = new Set(growing.slice(0, Math.max(1, Math.round(all.length * REVISIONS))));
  const repeated = new Set(
    shuffled.filter((i) => !revised.has(i)).slice(0, Math.round(all.length * REPEATS)),
  );
  const detectors = Object.keys(PREFIXES) as Detector[];
  const lists = detectors.map((detector) => {
    const mine = all.flatMap((draft, i) => (draft.detector === detector ? [{ draft, i }] : []));
    mine.sort((a, b) => a.draft.detectedAt - b.draft.detectedAt || a.i - b.i);
    const messages = mine.flatMap(({ draft, i }, position) => {
      const sourceRef = `${PREFIXES[detector]}-${String(position + 1).padStart(6, '0')}`;
      const later = draft.detectedAt + HOUR_MS * (1 + below(state, all.length + i, 48));
      const text = (version: AlertDraft) => wireText(population, version, sourceRef);
      if (revised.has(i)) {
        return [
          { at: draft.detectedAt, line: text(earlier(draft)) },
          { at: later, line: text({ ...draft, detectedAt: later, to: Math.max(draft.to, later - HOUR_MS) }) },
        ];
      }
      const line = text(draft);
      const first = { at: draft.detectedAt, line };
      return repeated.has(i) ? [first, { at: later, line }] : [first];
    });
    messages.sort((a, b) => a.at - b.at);
    return { detector, lines: messages.map(({ line }) => line) };
  });
  const sent = lists.reduce((sum, { lines }) => sum + lines.length, 0);
  return {
    sendings: lists,
    counts: { sent, created: all.length, repeated: repeated.size, revised: revised.size },
  };
}

/** What the detector knew at first: three in five of the accounts, and less sure. */
function earlier(draft: AlertDraft): AlertDraft {
  const known = draft.accounts.slice(0, Math.ceil(draft.accounts.length * 0.6));
  return { ...draft, accounts: known, confidence: draft.confidence * 0.85 };
}
