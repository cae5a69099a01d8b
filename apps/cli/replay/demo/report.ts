/** How long one step took. */
export interface StepTime {
  name: string;
  seconds: number;
}

/** The figures of the case, once as Docket counted them and once as the generator knows them. */
export interface Figures {
  accounts: number;
  campaignExchanges: number;
  allExchanges: number;
  /** Civil date, UTC. */
  firstDay: string;
  lastDay: string;
}

/** What `npm run demo` leaves in `var/demo/report.json`. */
export interface Report {
  scale: number;
  seed: number;
  steps: StepTime[];
  figures: Figures;
  truth: Figures;
  imports: { usageRows: number; accountRows: number; rejected: number; seconds: number };
  alerts: { sent: number; created: number; repeated: number; revised: number };
  order: { total: number; done: number; failed: number; skipped: number; seconds: number };
  letter: { pdf: string; docx: string; frozenHash: string };
  audit: { events: number; verified: boolean; tamperFound: boolean };
  /** Highest resident memory of each process, MiB. */
  peakMemoryMiB: Record<string, number>;
}

const count = (n: number): string => n.toLocaleString('en-US');

/** The table at the end of a run. Figures that are not the truth are said to differ, not hidden. */
export function tableOf(report: Report): string {
  const { figures, truth, imports, alerts, order, letter, audit } = report;
  const side = (name: keyof Figures, words: string): string[] => {
    const [counted, known] = [figures[name], truth[name]];
    const same = counted === known;
    const off =
      typeof counted === 'number' && typeof known === 'number' && !same
        ? ` (${(((counted - known) / known) * 100).toFixed(4)} %)`
        : '';
    return [words, shown(counted), shown(known), same ? 'equal' : `differs${off}`];
  };
  const importedPerSecond = Math.round(
    (imports.usageRows + imports.accountRows) / Math.max(0.001, imports.seconds),
  );
  return [
    '',
    `Scale ${report.scale}, seed ${report.seed}`,
    '',
    ...aligned([['Step', 'seconds'], ...report.steps.map((step) => [step.name, step.seconds.toFixed(1)])]),
    '',
    ...aligned([
      ['Figure', 'counted', 'truth', ''],
      side('accounts', 'Accounts'),
      side('campaignExchanges', 'Campaign exchanges (cover keys excluded)'),
      side('allExchanges', 'All exchanges by these accounts'),
      side('firstDay', 'First day'),
      side('lastDay', 'Last day'),
    ]),
    '',
    ...aligned([
      [
        'Alerts',
        `${count(alerts.sent)} sent: ${count(alerts.created)} new, ${count(alerts.repeated)} repeated, ${count(alerts.revised)} revised`,
      ],
      [
        'Imports',
        `${count(imports.usageRows)} usage rows and ${count(imports.accountRows)} accounts, ${count(imports.rejected)} rejected, ${count(importedPerSecond)} rows/s`,
      ],
      [
        'Order',
        `${count(order.total)} accounts: ${count(order.done)} done, ${count(order.failed)} failed, ${count(order.skipped)} skipped, in ${order.seconds.toFixed(1)} s`,
      ],
      ['Letter', `frozen ${letter.frozenHash.slice(0, 16)}…`],
      ['', letter.pdf],
      ['', letter.docx],
      [
        'Audit',
        `${count(audit.events)} events, ${audit.verified ? 'verified' : 'NOT VERIFIED'}; one changed byte in a copy ${audit.tamperFound ? 'was found' : 'WAS NOT FOUND'}`,
      ],
      [
        'Peak memory',
        Object.entries(report.peakMemoryMiB)
          .map(([name, mib]) => `${name} ${count(mib)} MiB`)
          .join(', '),
      ],
    ]),
    '',
  ].join('\n');
}

const shown = (value: number | string): string => (typeof value === 'number' ? count(value) : value);

function aligned(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd(),
  );
}
