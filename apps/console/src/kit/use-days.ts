import { useMemo } from 'react';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The days up to today, as the API is asked for them: the same while a page is looked at. */
export function useDays(days: number): { from: string; zone: string } {
  return useMemo(() => {
    const from = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    return { from: `${from}T00:00:00Z`, zone: ZONE };
  }, [days]);
}
