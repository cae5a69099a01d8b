import { Anchor, Button, List, Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { AskReason } from '../../../kit/ask-reason';
import { Failure } from '../../../kit/failure';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { Instant } from '../../../kit/instant';
import { Section } from '../../../kit/section';
import { CasePicker } from './case-picker';

type CaseLink = View<'LinkView'>;

const KINDS: Record<CaseLink['kind'], string> = {
  related: 'Related to',
  duplicate_of: 'A duplicate of',
  part_of: 'Part of',
  causes: 'Causes',
  has_duplicate: 'Has the duplicate',
  has_part: 'Has the part',
  caused_by: 'Caused by',
};
const CHOICES = (['related', 'duplicate_of', 'part_of', 'causes', 'caused_by'] as const).map((value) => ({
  value,
  label: KINDS[value],
}));

/** Links to other cases. */
export function Links({ caseId, mayEdit }: { caseId: string; mayEdit: boolean }) {
  const pages = usePages('/v1/cases/{id}/links', { path: { id: caseId } });
  const links = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const [isAdding, setAdding] = useState(false);
  const [gone, setGone] = useState<CaseLink>();
  const retract = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/cases/{id}/links/{linkId}/retract', {
          params: { path: { id: caseId, linkId: gone?.id ?? '' } },
          body: { reason },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: () => 'The link is taken back.',
    isQuiet: true,
  });
  return (
    <Section
      title="Links"
      actions={
        mayEdit && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAdding(true)}>
            Link to a case…
          </Button>
        )
      }
    >
      {pages.error && !pages.data && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && links.length === 0 && (
        <Text size="sm" c="dimmed">
          It is linked to no other case.
        </Text>
      )}
      <List size="sm" spacing={8}>
        {links.map((link) => (
          <List.Item key={link.id}>
            {KINDS[link.kind]}{' '}
            <Anchor component={Link} to={paths.case(link.caseId)} size="sm" underline="always">
              #{link.caseNumber} {link.caseTitle}
            </Anchor>
            : {link.reason}{' '}
            <Text span size="xs" c="dimmed">
              {link.addedByName}, <Instant at={link.addedAt} isShort size="xs" c="dimmed" />
            </Text>
            {mayEdit && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Take back… (link to case ${link.caseNumber})`}
                onClick={() => setGone(link)}
              >
                Take back…
              </Button>
            )}
          </List.Item>
        ))}
      </List>
      {pages.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          Earlier links
        </Button>
      )}
      {isAdding && <AddLink caseId={caseId} onClose={() => setAdding(false)} />}
      {gone && (
        <AskReason
          title={`Take back the link to case ${gone.caseNumber}?`}
          confirm="Take the link back"
          act={retract}
          onClose={() => setGone(undefined)}
        />
      )}
    </Section>
  );
}

function AddLink({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const form = useForm({ kind: 'related', caseId: '', reason: '' });
  const { kind, caseId: otherId, reason } = form.values;
  const add = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/links', {
          params: { path: { id: caseId } },
          body: { kind: kind as View<'AddLink'>['kind'], caseId: otherId, reason },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: ({ caseNumber }) => `Linked to case ${caseNumber}.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Link to a case"
      act="Link the cases"
      isPending={add.isPending}
      problem={form.problem}
      fields={['kind', 'caseId', 'reason']}
      onSubmit={() => {
        form.refuse(undefined);
        add.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      <Select label="This case is" data={CHOICES} allowDeselect={false} {...form.choice('kind')} />
      <CasePicker
        label="Case"
        notId={caseId}
        value={otherId}
        onChange={(id) => form.set('caseId', id)}
        error={form.problem?.fault('caseId')}
      />
      <Textarea label="Reason" required autosize minRows={2} {...form.field('reason')} />
    </FormDialog>
  );
}
