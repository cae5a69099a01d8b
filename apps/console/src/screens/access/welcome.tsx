import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { answerOf, api, type View } from '../../api/client';
import { meQuery } from '../../api/me';
import { ProblemError } from '../../api/problem-error';
import { within } from '../../app/paths';
import { Failure } from '../../kit/failure';
import { useForm } from '../../kit/form';
import { Doorstep } from './doorstep';

/** Where a one-time link leads. The token stays behind the `#`, so no server log ever sees it. */
export function Component() {
  const token = useLocation().hash.slice(1);
  const [search] = useSearchParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ name: '', password: '' });
  const { name, password } = form.values;
  const accept = useMutation<View<'MeView'>, ProblemError>({
    mutationFn: () =>
      answerOf(
        api.POST('/v1/invitations/accept', {
          body: { token, password, ...(name.trim() ? { name: name.trim() } : {}) },
        }),
      ),
    onError: form.refuse,
    onSuccess: (me) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      void navigate(within(search.get('to')), { replace: true });
    },
  });
  const isOfField = form.problem?.errors.some(({ pointer }) => /^\/(name|password)/.test(pointer));
  return (
    <Doorstep title="Welcome to Docket">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate();
        }}
      >
        <Stack>
          <Text size="sm">Choose a password, and you are signed in. This link works once.</Text>
          <TextInput
            label="Your name"
            description="As others see it; leave it empty to keep the one you were invited under."
            autoComplete="name"
            maxLength={200}
            {...form.field('name')}
          />
          <PasswordInput
            label="Password"
            description="At least 12 characters."
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
            {...form.field('password')}
          />
          {form.problem && !isOfField && <Failure error={form.problem} />}
          <Button type="submit" loading={accept.isPending}>
            Set password and sign in
          </Button>
        </Stack>
      </form>
    </Doorstep>
  );
}
