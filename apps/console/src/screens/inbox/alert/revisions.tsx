import { Group, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { usePages, useRead } from '../../../api/reads';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { inZone } from '../../../kit/time';
import { changeInWords } from './change-in-words';
import classes from './revisions.module.css';

/** What the detector changed of its claim, from one revision to another. */
export function Revisions({ alertId, latest }: { alertId: string; latest: number }) {
  const [to, setTo] = useState(latest);
  const [from, setFrom] = useState(latest - 1);
  const pages = usePages('/v1/alerts/{id}/revisions', { path: { id: alertId } });
  const revisions = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const choices = revisions.map(({ revision, receivedAt }) => ({
    value: String(revision),
    label: `${revision}, ${inZone(receivedAt)}`,
  }));
  const diff = useRead('/v1/alerts/{id}/revisions/{revision}/diff', {
    path: { id: alertId, revision: to },
    query: { against: from },
  });
  return (
    <Stack component="section" gap="xs">
      <Title order={3} size="h5">
        What changed
      </Title>
      <Group gap="xs">
        <Select
          size="xs"
          flex="1 1 13rem"
          label="From revision"
          data={choices}
          value={String(from)}
          allowDeselect={false}
          onChange={(value) => value && setFrom(Number(value))}
        />
        <Select
          size="xs"
          flex="1 1 13rem"
          label="To revision"
          data={choices}
          value={String(to)}
          allowDeselect={false}
          onChange={(value) => value && setTo(Number(value))}
        />
      </Group>
      <Loaded read={diff}>
        {({ changes }) =>
          changes.length === 0 ? (
            <Text size="sm">Both say the same.</Text>
          ) : (
            <ul className={classes.changes}>
              {changes.map((change) => (
                <Change key={`${change.pointer} ${change.kind}`} change={change} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {revisions[0] && (
        <Text size="xs" c="dimmed">
          The latest arrived <Instant at={revisions[0].receivedAt} size="xs" c="dimmed" />
        </Text>
      )}
    </Stack>
  );
}

function Change({ change }: { change: View<'ContentChangeView'> }) {
  const { what, gone, come } = changeInWords(change);
  return (
    <li>
      <Text size="sm" fw={600}>
        {what}
      </Text>
      {gone && (
        <Text size="sm">
          <span className={classes.sign}>Was</span> <del>{gone}</del>
        </Text>
      )}
      {come && (
        <Text size="sm">
          <span className={classes.sign}>{gone ? 'Is' : 'New'}</span> <ins>{come}</ins>
        </Text>
      )}
    </li>
  );
}
