import { Select } from '@mantine/core';
import type { View } from '../api/client';
import { useMe } from '../api/me';
import { useRead } from '../api/reads';

type SharedWith = View<'SavedViewView'>['sharedWith'];

/** Who sees a view beside its owner. */
export const SHARED_WITH: { value: SharedWith; label: string }[] = [
  { value: 'none', label: 'Only me' },
  { value: 'team', label: 'A team of mine' },
  { value: 'everyone', label: 'Everyone' },
];
export const sharedName = (of: Pick<View<'SavedViewView'>, 'sharedWith' | 'teamName'>): string =>
  of.sharedWith === 'team'
    ? `Team ${of.teamName ?? ''}`
    : of.sharedWith === 'everyone'
      ? 'Everyone'
      : 'Its owner';

/** The part of a form that asks for it. */
interface ShareForm {
  values: { sharedWith: string; teamId: string };
  choice: (name: 'sharedWith' | 'teamId') => object;
}

/** What the form says, as the API takes it. */
export const toShare = ({ sharedWith, teamId }: ShareForm['values']) => ({
  sharedWith: sharedWith as SharedWith,
  teamId: sharedWith === 'team' ? teamId || null : null,
});

/** Asks with whom a view is shared. */
export function ShareFields({ form }: { form: ShareForm }) {
  const me = useMe().id;
  const { data } = useRead('/v1/teams', { query: { limit: 1_000 } });
  const teams = data?.items.filter(({ members }) => members.some(({ id }) => id === me)) ?? [];
  return (
    <>
      <Select label="Who sees it" data={SHARED_WITH} allowDeselect={false} {...form.choice('sharedWith')} />
      {form.values.sharedWith === 'team' && (
        <Select
          label="Team"
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.choice('teamId')}
        />
      )}
    </>
  );
}
