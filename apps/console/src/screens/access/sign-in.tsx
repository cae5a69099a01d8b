import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { meQuery } from '../../api/me';
import { within } from '../../app/paths';
import { Doorstep } from './doorstep';
import { SignInForm } from './sign-in-form';

/** Signs somebody in and takes them to where they wanted to go. */
export function Component() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return (
    <Doorstep title="Sign in to Docket">
      <SignInForm
        onSignedIn={(me) => {
          client.clear();
          client.setQueryData(meQuery.queryKey, me);
          void navigate(within(search.get('to')), { replace: true });
        }}
      />
    </Doorstep>
  );
}
