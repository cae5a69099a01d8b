import { Button, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate, useSearchParams } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { usePages, useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Empty } from '../../../kit/empty';
import { Failure } from '../../../kit/failure';
import { useForm } from '../../../kit/form';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { inZone } from '../../../kit/time';
import { useCaseId } from '../../../kit/use-case';
import { type Measure, measureName } from '../../../kit/claim-terms';

/** Chooses what to count and on which data, and counts it. */
export function Component() {
  const caseId = useCaseId();
  const navigate = useNavigate();
  const measures = useRead('/v1/measures', {});
  const snapshots = usePages('/v1/snapshots', { query: { limit: 50 } });
  const listed = snapshots.data?.pages.flatMap(({ items }) => items) ?? [];
  // The claim whose place this one takes once it is approved: of the same measure.
  const supersedesId = useSearchParams()[0].get('instead');
  const { data: before } = useRead(
    '/v1/claims/{id}',
    { path: { id: supersedesId ?? '' } },
    { enabled: supersedesId !== null },
  );
  const form = useForm({ measure: '', snapshotId: '', from: '', to: '' });
  const { from, to } = form.values;
  const measure = before?.measure ?? form.values.measure;
  const snapshotId = form.values.snapshotId || (listed[0]?.id ?? '');
  const make = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/claims', {
          params: { path: { id: caseId } },
          body: {
            measure: measure as Measure,
            snapshotId,
            ...(from || to ? { window: { from, to } } : {}),
            ...(supersedesId ? { supersedesId } : {}),
          },
        }),
      ),
    touches: ['/v1/cases/{id}/claims'],
    isQuiet: true,
  });
  const fault = form.problem?.fault('measure');
  if (snapshots.data && listed.length === 0)
    return (
      <Empty title="There is no snapshot to count from">
        A snapshot freezes the usage that was imported. Whoever may take one does so where imports are listed.
      </Empty>
    );
  return (
    <Section title={before ? `Claim a figure in the place of claim ${before.number}` : 'Claim a figure'}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.refuse(undefined);
          make.mutate(undefined, {
            onSuccess: ({ id }) => void navigate(paths.caseClaim(caseId, id)),
            onError: form.refuse,
          });
        }}
      >
        <Stack gap="md" maw="46rem">
          <Loaded read={measures}>
            {(all) => (
              <Radio.Group
                label="What is counted"
                required
                value={measure}
                onChange={(value) => form.set('measure', value)}
                error={fault}
              >
                <Stack gap="xs" mt={4}>
                  {all.map(({ name, countingRule }) => (
                    <Radio
                      key={name}
                      value={name}
                      disabled={before !== undefined && before.measure !== name}
                      label={measureName(name)}
                      description={countingRule}
                    />
                  ))}
                </Stack>
              </Radio.Group>
            )}
          </Loaded>
          <Select
            label="Counted from"
            description="A snapshot: what was imported when it was taken, frozen."
            data={listed.map(({ id, number, takenAt }) => ({
              value: id,
              label: `Snapshot ${number}, ${inZone(takenAt)}`,
            }))}
            value={snapshotId || null}
            onChange={(value) => form.set('snapshotId', value ?? '')}
            error={form.problem?.fault('snapshotId')}
            allowDeselect={false}
          />
          <Group align="flex-start">
            <TextInput
              label="First day (UTC)"
              type="date"
              {...form.field('from')}
              error={form.problem?.fault('window/from')}
            />
            <TextInput
              label="First day that no longer counts"
              type="date"
              {...form.field('to')}
              error={form.problem?.fault('window/to')}
            />
          </Group>
          <Text size="sm" c="dimmed">
            Without days, everything in the snapshot counts. The confirmed accounts of the case are frozen
            with the claim as they are now.
          </Text>
          {form.problem && <Failure error={form.problem} />}
          <Group>
            <Button type="submit" loading={make.isPending}>
              Count it
            </Button>
            <Button variant="default" onClick={() => void navigate(paths.caseClaims(caseId))}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
