import type { View } from '../api/client';
import { paths } from '../app/paths';

/** Where something found is shown; kinds without a page of their own lead to their case. */
export function hitAddress({ kind, id, caseId, title }: View<'HitView'>): string | undefined {
  if (kind === 'cases') return paths.case(id);
  if (kind === 'alerts') return paths.alert(id);
  if (caseId === null) return undefined;
  if (kind === 'accounts') return paths.caseAccount(caseId, title);
  if (kind === 'notes') return `${paths.caseNotes(caseId)}#note-${id}`;
  return kind === 'entities' ? paths.caseEntities(caseId) : paths.case(caseId);
}
