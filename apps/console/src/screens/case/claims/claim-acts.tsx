import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { figure } from '../../../kit/claim-terms';
import { FormDialog } from '../../../kit/form-dialog';

type Detail = View<'ClaimWithCitationsView'>;

/** What may be done to a claim now, and why somebody may not be the second person to it. */
export function ClaimActs({ of }: { of: Detail }) {
  const mayEdit = useMay('claims.edit');
  const mayApprove = useMay('claims.approve');
  const [isApproving, setApproving] = useState(false);
  const params = { path: { id: of.id } };
  const touches = ['/v1/claims', '/v1/cases/{id}/claims'];
  const reproduce = useAct({
    act: () => answerOf(api.POST('/v1/claims/{id}/reproduce', { params })),
    touches,
    done: ({ value }) => `The second count gives ${figure(value)} too.`,
  });
  const recount = useAct({
    act: () => answerOf(api.POST('/v1/claims/{id}/recount', { params, body: {} })),
    touches,
    done: ({ state }) =>
      state === 'counted'
        ? 'It is counted on the latest snapshot already; the result is below.'
        : 'It is being counted on the latest snapshot.',
  });
  return (
    <Group gap="xs">
      {mayEdit && of.allowedActs.includes('reproduce') && (
        <Button size="compact-sm" loading={reproduce.isPending} onClick={() => reproduce.mutate()}>
          Count again by the second way
        </Button>
      )}
      {mayApprove && of.allowedActs.includes('approve') && of.approvalBarred === null && (
        <Button size="compact-sm" onClick={() => setApproving(true)}>
          Approve…
        </Button>
      )}
      {of.allowedActs.includes('approve') && (!mayApprove || of.approvalBarred !== null) && (
        <Text size="sm">
          {of.approvalBarred ?? 'Your roles do not approve claims.'} A second person has to approve it.
        </Text>
      )}
      {mayEdit && of.allowedActs.includes('recount') && (
        <Button
          size="compact-sm"
          variant="default"
          loading={recount.isPending}
          onClick={() => recount.mutate()}
        >
          Count anew on the latest snapshot
        </Button>
      )}
      {isApproving && <Approve of={of} onClose={() => setApproving(false)} />}
    </Group>
  );
}

/** Says exactly what is approved. What changes meanwhile is not approved unseen: the API compares. */
function Approve({ of, onClose }: { of: Detail; onClose: () => void }) {
  // As it was read when the dialog came up.
  const [read] = useState(of);
  const approve = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/claims/{id}/approve', {
          params: { path: { id: read.id } },
          body: { contentHash: read.contentHash },
        }),
      ),
    touches: ['/v1/claims', '/v1/cases/{id}/claims'],
    done: ({ number }) => `Claim ${number} is approved: letters may cite it.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title={`Approve claim ${read.number}?`}
      act="Approve value and words"
      isConfirmation
      isPending={approve.isPending}
      problem={approve.error}
      onSubmit={() => approve.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        You approve that {figure(read.value)} {read.unit === 'date' ? '' : read.unit} was counted twice, by
        two ways, and that letters may say{' '}
        {read.phrase ? <strong>“{read.phrase.text}”</strong> : 'nothing yet: no words are chosen'}.
      </Text>
    </FormDialog>
  );
}
