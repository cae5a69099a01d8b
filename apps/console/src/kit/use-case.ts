import { useParams } from 'react-router';
import { useRead } from '../api/reads';

/** The id of the case that the address names. */
export function useCaseId(): string {
  const { id } = useParams();
  if (!id) throw new Error('the address names no case');
  return id;
}

/** The case that the address names; every tab of its page shares this one read. */
export const useCase = () => useRead('/v1/cases/{id}', { path: { id: useCaseId() } });
