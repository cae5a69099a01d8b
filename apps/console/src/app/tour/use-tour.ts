import { useLocalStorage } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { tellProblem } from '../../api/act';
import { useMe } from '../../api/me';
import { readOf } from '../../api/reads';
import { TOUR } from './steps';

/** Where a person is on the tour, in their browser; with no step, they have been on it or left it. */
interface Progress {
  caseId: string;
  step: number | null;
}

/** The tour of a case: whether it goes on, and what leads on, back and out. */
export function useTour() {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [progress, setProgress] = useLocalStorage<Progress | null>({
    key: `docket-tour-${me.id}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const go = (caseId: string, step: number): void => {
    setProgress({ caseId, step });
    const to = TOUR[step]?.to(caseId);
    if (to) void navigate(to);
  };
  return {
    progress,
    go,
    end: () => setProgress((before) => before && { ...before, step: null }),
    /** Begins with the case that the person is on, that the tour was on before, or the newest. */
    begin: async (caseId: string | undefined): Promise<void> => {
      try {
        const known = caseId ?? progress?.caseId;
        const newest = known ?? (await newestCase(client));
        if (newest === undefined) throw new Error('The tour goes through a case, and there is none yet.');
        go(newest, 0);
      } catch (error) {
        tellProblem(error);
      }
    },
  };
}

async function newestCase(client: ReturnType<typeof useQueryClient>): Promise<string | undefined> {
  const { items } = await client.fetchQuery(readOf('/v1/cases', { query: { limit: 1 } }));
  return items[0]?.id;
}
