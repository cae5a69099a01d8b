import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../api/client';
import { useMay } from '../../api/me';
import { Unsaved } from '../../kit/unsaved';
import { useCaseChange } from './use-case-change';

type Case = View<'CaseView'>;

/** The title of a case, to be changed in its place. */
export function CaseTitle({ of }: { of: Case }) {
  // With the case as it was when the editing began: what others change meanwhile is not overwritten unseen.
  const [draft, setDraft] = useState<{ text: string; from: Case }>();
  const mayEdit = useMay('cases.edit') && of.mergedIntoId === null;
  const { change, isPending, dialog } = useCaseChange(draft?.from ?? of);
  const end = (): void => setDraft(undefined);
  return (
    <>
      {!draft && (
        <Group gap="xs" wrap="nowrap">
          <span>
            #{of.number} {of.title}
          </span>
          {mayEdit && (
            <Button
              size="compact-xs"
              style={{ flexShrink: 0 }}
              variant="subtle"
              className="no-print"
              onClick={() => setDraft({ text: of.title, from: of })}
            >
              Edit title
            </Button>
          )}
        </Group>
      )}
      {draft && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (draft.text === draft.from.title) end();
            else change({ title: draft.text }, end);
          }}
        >
          <Group gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              autoFocus
              aria-label="Title"
              maxLength={300}
              value={draft.text}
              onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
              onKeyDown={(event) => event.key === 'Escape' && end()}
            />
            <Button type="submit" loading={isPending}>
              Save
            </Button>
            <Button variant="default" onClick={end}>
              Cancel
            </Button>
          </Group>
          <Unsaved isAt={draft.text !== draft.from.title && !isPending} />
        </form>
      )}
      {dialog}
    </>
  );
}
