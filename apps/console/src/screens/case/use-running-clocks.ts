import { useMay } from '../../api/me';
import { useRead } from '../../api/reads';

/** The clocks of a case that run, the nearest due first; nothing is read for whoever may not see them. */
export function useRunningClocks(caseId: string) {
  const enabled = useMay('obligations.read');
  const read = useRead('/v1/cases/{id}/obligations', { path: { id: caseId } }, { enabled });
  const running = (read.data ?? [])
    .filter(({ remainingSeconds }) => remainingSeconds !== null)
    .sort((a, b) => (a.remainingSeconds ?? 0) - (b.remainingSeconds ?? 0));
  return { read, running };
}
