import { Button, Group, Select, Table, Text, TextInput, Title } from '@mantine/core';
import { useAct } from '../../api/act';
import { answerOf, api } from '../../api/client';
import { useRead } from '../../api/reads';
import { useForm } from '../../kit/form';
import { inZone } from '../../kit/time';
import { instantIn, VIEWER_ZONE } from '../../kit/zoned';

/** Tries out when the clocks of a regime would end; nothing is recorded. */
export function Preview() {
  const regimes = useRead('/v1/regimes', {}).data ?? [];
  const form = useForm({ regimeId: '', at: '' });
  const { regimeId, at } = form.values;
  const regime = regimes.find(({ id }) => id === regimeId);
  const preview = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/regimes/{regimeId}/preview', {
          params: { path: { regimeId } },
          body: { at: instantIn(at, VIEWER_ZONE) },
        }),
      ),
    touches: [],
    isQuiet: true,
  });
  return (
    <section aria-labelledby="preview-heading" className="no-print">
      <Title order={2} size="h5" id="preview-heading">
        Try out a clock
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        When reports would be due if the fact were at this time. Nothing is recorded.
      </Text>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.refuse(undefined);
          preview.mutate(undefined, { onError: form.refuse });
        }}
      >
        <Group align="flex-end">
          <Select
            label="Regime"
            searchable
            w={340}
            data={regimes.map(({ id, title }) => ({ value: id, label: title }))}
            {...form.choice('regimeId')}
          />
          <TextInput type="datetime-local" label={`Time (${VIEWER_ZONE})`} {...form.field('at')} />
          <Button type="submit" variant="default" disabled={!regimeId} loading={preview.isPending}>
            Show
          </Button>
        </Group>
      </form>
      {preview.data && regime && (
        <Table verticalSpacing="xs" mt="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Report</Table.Th>
              <Table.Th>Due by the strictest reading</Table.Th>
              <Table.Th>By the reading that counsel may rely on</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.data.map((clock) => (
              <Table.Tr key={clock.stage}>
                <Table.Th scope="row" fw={500}>
                  {clock.title}
                </Table.Th>
                <Table.Td>
                  <Zoned local={clock.dueConservative} zone={regime.zone} />
                </Table.Td>
                <Table.Td>
                  <Zoned local={clock.dueStatutory} zone={regime.zone} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

/** A time as the API says it in a zone: `2026-06-05T17:20:00+02:00[Europe/Brussels]`. */
function Zoned({ local, zone }: { local: string; zone: string }) {
  const instant = local.replace(/\[.*\]$/, '');
  return (
    <>
      <Text size="sm">
        {inZone(instant, zone)} ({zone})
      </Text>
      {zone !== VIEWER_ZONE && (
        <Text size="sm" c="dimmed">
          {inZone(instant)} with you
        </Text>
      )}
    </>
  );
}
