import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { meQuery } from '../api/me';
import { ProblemError } from '../api/problem-error';
import { Failure } from '../kit/failure';
import { paths } from './paths';

/** Lets those who are signed in through, and sends others to sign in first and come back. */
export function Gate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();
  if (data) return children;
  if (!error) return null;
  if (ProblemError.from(error).status === 401)
    return <Navigate to={`${paths.signIn}?to=${encodeURIComponent(pathname + search)}`} replace />;
  return <Failure error={error} onRetry={() => void refetch()} />;
}
