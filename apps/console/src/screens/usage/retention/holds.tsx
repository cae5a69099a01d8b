import { Button, Group, Table, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { AskReason } from '../../../kit/ask-reason';
import { Empty } from '../../../kit/empty';
import { Failure } from '../../../kit/failure';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { Instant } from '../../../kit/instant';

type Hold = View<'LegalHoldView'>;

/** Legal holds: usage that must not be destroyed. */
export function Holds() {
  const mayHold = useMay('usage.hold');
  const [isPlacing, setPlacing] = useState(false);
  const [releasing, setReleasing] = useState<Hold>();
  const pages = usePages('/v1/legal-holds', { query: { limit: 100 } });
  const holds = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="holds-heading">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5" id="holds-heading">
          Legal holds
        </Title>
        {mayHold && (
          <Button size="xs" onClick={() => setPlacing(true)}>
            Hold usage…
          </Button>
        )}
      </Group>
      {pages.error && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && holds.length === 0 && (
        <Empty title="Nothing is held">
          A hold keeps usage that an authority or a court may ask for, however old it becomes, until somebody
          releases it.
        </Empty>
      )}
      {holds.length > 0 && (
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Reason</Table.Th>
              <Table.Th>Days (UTC)</Table.Th>
              <Table.Th>Placed</Table.Th>
              <Table.Th>Released</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {holds.map((hold) => (
              <Table.Tr key={hold.id}>
                <Table.Td>{hold.reason}</Table.Td>
                <Table.Td>
                  {hold.from || hold.to ? `${hold.from ?? '…'} to ${hold.to ?? '…'} (not included)` : 'All'}
                </Table.Td>
                <Table.Td>
                  {hold.placedByName}, <Instant at={hold.placedAt} isShort />
                </Table.Td>
                <Table.Td>
                  {hold.releasedAt ? (
                    <>
                      {hold.releasedByName}, <Instant at={hold.releasedAt} isShort />: {hold.releaseReason}
                    </>
                  ) : (
                    mayHold &&
                    hold.allowed.includes('release') && (
                      <Button size="compact-xs" variant="default" onClick={() => setReleasing(hold)}>
                        Release…
                      </Button>
                    )
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {pages.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          Earlier
        </Button>
      )}
      {isPlacing && <PlaceDialog onClose={() => setPlacing(false)} />}
      {releasing && <ReleaseDialog of={releasing} onClose={() => setReleasing(undefined)} />}
    </section>
  );
}

function PlaceDialog({ onClose }: { onClose: () => void }) {
  const form = useForm({ reason: '', from: '', to: '' });
  const { reason, from, to } = form.values;
  const place = useAct({
    act: () =>
      answerOf(api.POST('/v1/legal-holds', { body: { reason, ...(from && { from }), ...(to && { to }) } })),
    touches: ['/v1/legal-holds', '/v1/retention'],
    done: () => 'The usage is held.',
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Hold usage"
      act={
        from || to ? `Hold usage ${from ? `from ${from}` : ''} ${to ? `until ${to}` : ''}` : 'Hold all usage'
      }
      isPending={place.isPending}
      problem={form.problem}
      fields={['reason', 'from', 'to']}
      onSubmit={() => place.mutate(undefined, { onSuccess: onClose, onError: form.refuse })}
      onClose={onClose}
    >
      <Textarea
        label="Reason"
        description="Which letter, order or proceeding asks for it."
        required
        data-autofocus
        autosize
        minRows={2}
        {...form.field('reason')}
      />
      <Group grow align="flex-start">
        <TextInput
          type="date"
          label="From"
          description="Empty: from the first day."
          {...form.field('from')}
        />
        <TextInput
          type="date"
          label="To, not included"
          description="Empty: without end."
          {...form.field('to')}
        />
      </Group>
    </FormDialog>
  );
}

function ReleaseDialog({ of, onClose }: { of: Hold; onClose: () => void }) {
  const release = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/legal-holds/{id}/release', {
          params: { path: { id: of.id } },
          body: { reason },
        }),
      ),
    touches: ['/v1/legal-holds', '/v1/retention'],
    done: () => 'The hold is released.',
    isQuiet: true,
  });
  return (
    <AskReason title="Release the hold" confirm="Release the hold" act={release} onClose={onClose}>
      “{of.reason}” Usage that is old enough and kept by nothing else is destroyed when the retention is
      applied next. A hold cannot be placed again on what is gone.
    </AskReason>
  );
}
