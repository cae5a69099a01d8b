import { Button, Group, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { Unsaved } from '../../../kit/unsaved';
import { useCaseChange } from '../use-case-change';

type Case = View<'CaseView'>;

/** What a case is about, in a few words. */
export function Words({ of }: { of: Case }) {
  const [draft, setDraft] = useState<{ text: string; from: Case }>();
  const mayEdit = useMay('cases.edit') && of.isOpen;
  const { change, isPending, dialog } = useCaseChange(draft?.from ?? of);
  return (
    <section aria-labelledby="summary-heading">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5" id="summary-heading">
          Summary
        </Title>
        {mayEdit && !draft && (
          <Button size="compact-xs" variant="subtle" onClick={() => setDraft({ text: of.summary, from: of })}>
            Edit summary
          </Button>
        )}
      </Group>
      {!draft ? (
        <Text style={{ whiteSpace: 'pre-wrap' }} c={of.summary ? undefined : 'dimmed'}>
          {of.summary ||
            'Nothing is written yet. Say what happened, to whom, and what is known of who did it.'}
        </Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change({ summary: draft.text }, () => setDraft(undefined));
          }}
        >
          <Textarea
            aria-label="Summary"
            autosize
            autoFocus
            minRows={6}
            maxLength={20_000}
            value={draft.text}
            onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          />
          <Group mt="xs">
            <Button type="submit" size="xs" loading={isPending}>
              Save
            </Button>
            <Button size="xs" variant="default" onClick={() => setDraft(undefined)}>
              Cancel
            </Button>
          </Group>
          <Unsaved isAt={draft.text !== draft.from.summary && !isPending} />
        </form>
      )}
      {dialog}
    </section>
  );
}
