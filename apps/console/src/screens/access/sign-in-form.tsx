import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answerOf, api, type View } from '../../api/client';
import type { ProblemError } from '../../api/problem-error';

/** E-mail and password. @param props.email whom to sign in again; without it anybody may */
export function SignInForm(props: { email?: string; onSignedIn: (me: View<'MeView'>) => void }) {
  const signIn = useMutation<View<'MeView'>, ProblemError, FormData>({
    mutationFn: (form) =>
      answerOf(
        api.POST('/v1/session', {
          body: {
            email: props.email ?? String(form.get('email')),
            password: String(form.get('password')),
          },
        }),
      ),
    onSuccess: props.onSignedIn,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate(new FormData(event.currentTarget));
      }}
    >
      <Stack>
        <TextInput
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={props.email}
          readOnly={props.email !== undefined}
          autoFocus={props.email === undefined}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
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
