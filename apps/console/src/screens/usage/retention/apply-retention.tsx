import { Button, List, Text } from '@mantine/core';
import { useState } from 'react';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { ActDialog } from '../../../kit/act-dialog';
import { many } from '../../../kit/numbers';

type Month = View<'RetentionPartitionView'>;

/** Has the months that are old enough go now, and says before which these are and what keeps the others. */
export function ApplyRetention({ months }: { months: readonly Month[] }) {
  const mayConfigure = useMay('casework.configure');
  const [isAsking, setAsking] = useState(false);
  const going = months.filter(({ state }) => state === 'expired');
  const kept = months.filter(({ state }) => state === 'held' || state === 'pinned');
  if (!mayConfigure || going.length === 0) return null;
  const rows = going.reduce((sum, month) => sum + month.rows, 0);
  return (
    <>
      <Button size="xs" color="red" onClick={() => setAsking(true)}>
        Destroy what is old enough…
      </Button>
      {isAsking && (
        <ActDialog
          title="Destroy usage that is old enough"
          label={`Destroy ${many(going.length, 'month')}`}
          color="red"
          act={() => answerOf(api.POST('/v1/retention/apply'))}
          touches={['/v1/retention']}
          done={() => 'It is asked for; the months go in a moment.'}
          onClose={() => setAsking(false)}
        >
          <Text size="sm">
            Destroyed for good: {many(rows, 'request')} of {many(going.length, 'month')}. It happens by itself
            four times a day; here it happens now. What was counted of them stands, and cannot be counted
            again.
          </Text>
          <Listed title="These go" of={going} />
          {kept.length > 0 && <Listed title="These stay" of={kept} />}
        </ActDialog>
      )}
    </>
  );
}

function Listed({ title, of }: { title: string; of: readonly Month[] }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" aria-label={title}>
        {of.map(({ month, rows, keptBy }) => (
          <List.Item key={month}>
            {month}: {many(rows, 'request')}
            {keptBy.length > 0 && `. ${keptBy.map(({ reason }) => reason).join(' ')}`}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
