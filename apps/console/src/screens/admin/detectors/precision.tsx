import { Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { Empty } from '../../../kit/empty';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';

type Outcomes = View<'OutcomesView'>;

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const DAYS = 90;

/** How often the detector was right, by its version, with how sure that is. */
export function Precision({ detectorId }: { detectorId: string }) {
  // By the day: what is asked stays the same while the page is looked at.
  const from = useMemo(
    () => `${new Date(Date.now() - DAYS * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`,
    [],
  );
  const read = useRead('/v1/detectors/{id}/precision', {
    path: { id: detectorId },
    query: { from, groupBy: 'version' },
  });
  return (
    <section aria-labelledby="precision">
      <Title order={2} size="h5" id="precision" mb={4}>
        Precision
      </Title>
      <Loaded read={read}>
        {({ groups }) =>
          groups.length === 0 ? (
            <Empty title="Nothing to judge it by yet">
              Of the alerts of the last {DAYS} days none was closed with an outcome. Whenever a person closes
              one as right or wrong, it counts here.
            </Empty>
          ) : (
            <>
              <Text size="xs" c="dimmed">
                Of the last {DAYS} days. The share of those that were right among those that were right or
                wrong; in brackets between what and what it lies with 95 % certainty.
              </Text>
              <Rows
                label="Precision by version"
                heads={['Version', 'By alert', 'Outcomes of alerts', 'By finding', 'Outcomes of findings']}
                rows={groups.map((group) => ({
                  id: `${group.analyticName} ${group.analyticVersion}`,
                  cells: [
                    group.analyticName
                      ? `${group.analyticName} ${group.analyticVersion ?? ''}`
                      : 'No version said',
                    shareIn(group.byAlert),
                    outcomesIn(group.byAlert),
                    shareIn(group.byFinding),
                    outcomesIn(group.byFinding),
                  ],
                }))}
              />
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function shareIn({ precision }: Outcomes): string {
  if (!precision) return '–';
  const { of, share, low, high } = precision;
  return `${percent.format(share)} (${percent.format(low)} to ${percent.format(high)}) of ${of.toLocaleString('en')}`;
}

const outcomesIn = ({ outcomes }: Outcomes): string =>
  Object.entries(outcomes as Record<string, number>)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name.replaceAll(/[_-]/g, ' ')} ${count.toLocaleString('en')}`)
    .join(', ') || '–';
