import { Navigate } from 'react-router';
import { useMe } from '../../api/me';
import { NotFound } from '../../app/not-found';
import { SECTIONS } from './sections';

/** Leads to the first part that this person may read. */
export function Component() {
  const { permissions } = useMe();
  const first = SECTIONS.find(({ needs }) => permissions.includes(needs));
  return first ? <Navigate to={first.to} replace /> : <NotFound />;
}
