import { Button, Code, Group, Spoiler, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { inZone } from '../../../kit/time';
import { Facts } from './facts';

type Detail = View<'AlertDetailView'>;
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
/** Names of one kind that are shown before the rest is asked for. */
const SHOWN = 12;

const KINDS: Record<string, string> = {
  account: 'Accounts',
  address: 'Addresses',
  instrument: 'Payment instruments',
  fingerprint: 'Client fingerprints',
  template: 'Prompt templates',
};

/** What the detector says: of whom, when, how sure it is and by what it found it. */
export function Claim({ of }: { of: Detail }) {
  const kinds = Object.keys(KINDS).flatMap((kind) => {
    const values = of.subjects.filter((subject) => subject.kind === kind).map(({ value }) => value);
    return values.length > 0 ? [{ kind, values }] : [];
  });
  return (
    <Stack component="section" gap="xs">
      <Title order={3} size="h5">
        What the detector says
      </Title>
      {of.description && (
        <Spoiler maxHeight={120} showLabel="All of it" hideLabel="Less">
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            {of.description}
          </Text>
        </Spoiler>
      )}
      <Facts
        label="What the detector says"
        facts={[
          { name: 'Happened', value: `${inZone(of.occurredFrom)} to ${inZone(of.occurredTo)}` },
          { name: 'Found', value: inZone(of.detectedAt) },
          { name: 'How sure', value: of.confidence === null ? 'Not said' : percent.format(of.confidence) },
          {
            name: 'Found by',
            value: of.analyticName + (of.analyticVersion ? ` (version ${of.analyticVersion})` : ''),
          },
          ...kinds.map(({ kind, values }) => ({
            name: `${KINDS[kind]} (${values.length.toLocaleString('en')})`,
            value: <Values values={values} />,
          })),
        ]}
      />
    </Stack>
  );
}

function Values({ values }: { values: readonly string[] }) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? values.slice(0, 500) : values.slice(0, SHOWN);
  return (
    <Group gap={4}>
      {shown.map((value) => (
        <Code key={value}>{value}</Code>
      ))}
      {values.length > shown.length && !isAll && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          {(values.length - shown.length).toLocaleString('en')} more
        </Button>
      )}
      {isAll && values.length > shown.length && (
        <Text span size="xs" c="dimmed">
          and {(values.length - shown.length).toLocaleString('en')} more, in the export
        </Text>
      )}
    </Group>
  );
}
