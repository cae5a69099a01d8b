import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answerOf, api, type View } from '../../api/client';
import type { ProblemError } from '../../api/problem-error';
import { useForm } from '../../kit/form';

/** E-mail and password. @param props.email whom to sign in again; without it anybody may */
export function SignInForm(props: { email?: string; onSignedIn: (me: View<'MeView'>) => void }) {
  const form = useForm({ email: props.email ?? '', password: '' });
  const signIn = useMutation<View<'MeView'>, ProblemError>({
    mutationFn: () => answerOf(api.POST('/v1/session', { body: form.values })),
    onSuccess: props.onSignedIn,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <Stack>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          readOnly={props.email !== undefined}
          autoFocus={props.email === undefined}
          {...form.field('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          {...form.field('password')}
        />
        {signIn.error && (
          <Alert color="red" role="alert">
            {signIn.error.detail}
          </Alert>
        )}
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
