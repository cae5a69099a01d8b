import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../api/client';
import { useMay } from '../../api/me';
import { Unsaved } from '../../kit/unsaved';
import { useCaseChange } from './use-case-change';

/** The title of a case, to be changed in its place. */
export function CaseTitle({ of }: { of: View<'CaseView'> }) {
  const [text, setText] = useState<string>();
  const mayEdit = useMay('cases.edit') && of.mergedIntoId === null;
  const { change, isPending, dialog } = useCaseChange(of);
  const isEditing = text !== undefined;
  const end = (): void => setText(undefined);
  return (
    <>
      {!isEditing && (
        <Group gap="xs" wrap="nowrap">
          <span>
            #{of.number} {of.title}
          </span>
          {mayEdit && (
            <Button size="compact-xs" variant="subtle" className="no-print" onClick={() => setText(of.title)}>
              Edit title
            </Button>
          )}
        </Group>
      )}
      {isEditing && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (text === of.title) end();
            else change({ title: text }, end);
          }}
        >
          <Group gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              autoFocus
              aria-label="Title"
              maxLength={300}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Escape' && end()}
            />
            <Button type="submit" loading={isPending}>
              Save
            </Button>
            <Button variant="default" onClick={end}>
              Cancel
            </Button>
          </Group>
          <Unsaved isAt={text !== of.title && !isPending} />
        </form>
      )}
      {dialog}
    </>
  );
}
