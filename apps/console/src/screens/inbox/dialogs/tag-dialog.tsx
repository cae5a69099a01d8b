import { TagsInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../kit/form-dialog';
import type { DialogProps } from '../triage-bar';
import { alertsOf } from '../use-triage';

/** Puts tags on alerts and takes them off; those of the detector stay. */
export function TagDialog({ alerts, run, onClose }: DialogProps) {
  const [before] = useState(() => {
    const [first, ...others] = alerts.map(({ staffTags }) => staffTags);
    return (first ?? []).filter((tag) => others.every((tags) => tags.includes(tag)));
  });
  const [tags, setTags] = useState(before);
  const [word, setWord] = useState('');
  const now = word.trim() && !tags.includes(word.trim()) ? [...tags, word.trim()] : tags;
  const add = now.filter((tag) => !before.includes(tag));
  const remove = before.filter((tag) => !now.includes(tag));
  const does = [
    ...(add.length > 0 ? [`put on ${add.join(', ')}`] : []),
    ...(remove.length > 0 ? [`take off ${remove.join(', ')}`] : []),
  ].join(', ');
  return (
    <FormDialog
      title={`Tags of ${alertsOf(alerts.length)}`}
      act={does ? does.charAt(0).toUpperCase() + does.slice(1) : 'Nothing is changed'}
      size="lg"
      isReady={does !== ''}
      onSubmit={() =>
        run({ act: 'tag', ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) })
      }
      onClose={onClose}
    >
      <TagsInput
        label="Tags"
        description="Enter or a comma ends a tag. The detector's own tags stay as they are."
        data-autofocus
        value={tags}
        onChange={setTags}
        searchValue={word}
        onSearchChange={setWord}
      />
    </FormDialog>
  );
}
