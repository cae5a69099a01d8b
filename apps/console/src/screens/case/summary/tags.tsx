import { Badge, Button, Group, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { Section } from '../../../kit/section';
import { useCaseChange } from '../use-case-change';

type Case = View<'CaseView'>;

/** By which words a case is found. */
export function Tags({ of, mayEdit }: { of: Case; mayEdit: boolean }) {
  const [draft, setDraft] = useState<{ tags: string[]; from: Case }>();
  const { change, isPending, dialog } = useCaseChange(draft?.from ?? of);
  const end = (): void => setDraft(undefined);
  return (
    <Section
      title="Tags"
      actions={
        mayEdit &&
        !draft && (
          <Button size="compact-xs" variant="subtle" onClick={() => setDraft({ tags: of.tags, from: of })}>
            Edit tags
          </Button>
        )
      }
    >
      {draft ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change({ tags: draft.tags }, end);
          }}
        >
          <TagsInput
            aria-label="Tags"
            autoFocus
            description="Enter ends a tag."
            placeholder="Another tag"
            value={draft.tags}
            onChange={(tags) => setDraft({ ...draft, tags })}
          />
          <Group mt="xs">
            <Button type="submit" size="xs" loading={isPending}>
              Save
            </Button>
            <Button size="xs" variant="default" onClick={end}>
              Cancel
            </Button>
          </Group>
        </form>
      ) : (
        <Group gap={4}>
          {of.tags.map((tag) => (
            <Badge key={tag} variant="light" color="gray" tt="none">
              {tag}
            </Badge>
          ))}
          {of.tags.length === 0 && (
            <Text size="sm" c="dimmed">
              None.
            </Text>
          )}
        </Group>
      )}
      {dialog}
    </Section>
  );
}
