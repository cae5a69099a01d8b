import type { View } from '../api/client';
import { paths } from '../app/paths';

/** Where something found is shown; kinds without a page of their own lead to their case. */
export function hitAddress({ kind, id, caseId, title }: View<'HitView'>): string | undefined {
  if (kind === 'cases') return paths.case(id);
  if (kind === 'alerts') return paths.alert(id);
  if (caseId === null) return undefined;
  return kind === 'accounts' ? paths.caseAccount(caseId, title) : paths.case(caseId);
}
