import { Button, Code, Drawer, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Fact, Facts } from '../../../kit/facts';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { Section } from '../../../kit/section';
import { KINDS } from '../imports/import-state';
import { KeepMapping } from './keep-mapping';

type ImportMapping = View<'ImportMappingView'>;
type MappedColumn = View<'MappedColumnInput'>;

/** One version of a mapping: which of the lab's columns become which of Docket's. */
export function Component() {
  const id = useParams()['mappingId'] ?? '';
  const navigate = useNavigate();
  const read = useRead('/v1/import-mappings/{id}', { path: { id } });
  return (
    <Drawer
      opened
      position="right"
      size="xl"
      onClose={() => void navigate(paths.usageMappings)}
      title={read.data ? `${read.data.name}, version ${read.data.version}` : 'Mapping'}
    >
      <Loaded read={read}>
        {(of) => (
          <Stack gap="sm">
            <Next of={of} />
            {of.description && <Text size="sm">{of.description}</Text>}
            <Particulars of={of} />
            <Section title="Columns">
              <Rows
                label="Which column becomes which"
                heads={['Docket’s column', 'The lab’s columns', 'Conversion', 'Words', 'Where there is none']}
                rows={of.mapping.columns.map((each) => ({ id: each.column, cells: cellsOf(each) }))}
              />
              <Text size="sm" c="dimmed" mt="xs">
                Columns that are not named here are read under their own name.
              </Text>
            </Section>
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

function Next({ of }: { of: ImportMapping }) {
  const navigate = useNavigate();
  const mayImport = useMay('usage.import');
  const [isKeeping, setKeeping] = useState(false);
  if (!mayImport) return null;
  return (
    <Group>
      <Button size="compact-sm" variant="default" onClick={() => setKeeping(true)}>
        Next version…
      </Button>
      {isKeeping && (
        <KeepMapping
          of={of}
          onClose={() => setKeeping(false)}
          onKept={({ id }) => void navigate(paths.usageMapping(id))}
        />
      )}
    </Group>
  );
}

function Particulars({ of }: { of: ImportMapping }) {
  return (
    <Facts>
      <Fact label="Kind">{KINDS[of.mapping.kind]}</Fact>
      <Fact label="Other columns">
        {of.mapping.unknownColumns === 'ignore' ? 'Are passed over' : 'Refuse the file'}
      </Fact>
      <Fact label="Kept">
        {of.createdBy}, <Instant at={of.createdAt} />
      </Fact>
      <Fact label="SHA-256">
        <Code>{of.hash}</Code>
      </Fact>
    </Facts>
  );
}

const cellsOf = ({ column, from, as, values, otherwise, value }: MappedColumn) => [
  <Code key="column">{column}</Code>,
  from?.join(', else ') ?? '–',
  as ? inWords(as) : '–',
  [
    ...Object.entries(values ?? {}).map(([word, meant]) => `${word} → ${String(meant)}`),
    ...(otherwise === undefined ? [] : [`others → ${otherwise}`]),
  ].join(', ') || '–',
  value ?? '–',
];
