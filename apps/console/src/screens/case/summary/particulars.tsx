import type { View } from '../../../api/client';
import { inWords, Person } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Section } from '../../../kit/section';
import { Fact, Facts } from '../../../kit/facts';

type Case = View<'CaseView'>;

/** What a case is, and its times. */
export function Particulars({ of }: { of: Case }) {
  const times = [
    ['Began', of.occurredAt],
    ['Opened', of.openedAt],
    ['In progress since', of.inProgressAt],
    ['Closed', of.closedAt],
    ['Last changed', of.updatedAt],
  ] as const;
  return (
    <Section title="Particulars">
      <Facts>
        <Fact label="Kind">{inWords(of.kind)}</Fact>
        <Fact label="Owner">
          <Person id={of.ownerId} />
        </Fact>
        <Fact label="Came from">
          {of.origin === 'correlation' ? 'Alerts that belong together' : 'Filed by hand'}
        </Fact>
        <Fact label="Permissible actions">PAP:{of.pap}</Fact>
        {of.resolution && (
          <Fact label="Outcome">
            {of.resolution}, {of.impact}
          </Fact>
        )}
        {times.map(
          ([label, at]) =>
            at && (
              <Fact key={label} label={label}>
                <Instant at={at} />
              </Fact>
            ),
        )}
      </Facts>
    </Section>
  );
}
