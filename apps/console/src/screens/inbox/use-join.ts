import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import type { InboxFilters } from './inbox-filters';
import { alertsOf, type Triage, useForesight } from './use-triage';

type Into = { case: { id: string; number: number } } | { newCase: Omit<View<'PromoteAlerts'>, 'alertIds'> };
export type Join = Triage<{ act: 'join' }> & { into: Into };

/** Puts alerts into a case, one that is there or a new one: all of them or none. */
export function useJoin(filters: InboxFilters) {
  return useAct({
    act: async ({ alerts, into }: Join): Promise<number> => {
      const alertIds = alerts.map(({ id }) => id);
      if ('newCase' in into) {
        const body = { alertIds, ...into.newCase };
        return (await answerOf(api.POST('/v1/alerts/promote', { body }))).number;
      }
      const params = { path: { id: into.case.id } };
      await answerOf(api.POST('/v1/cases/{id}/alerts', { params, body: { alertIds } }));
      return into.case.number;
    },
    touches: ['/v1/alerts', '/v1/alert-queues', '/v1/cases', '/v1/correlation'],
    optimistic: useForesight(filters),
    done: (number, { alerts, into }) =>
      'newCase' in into
        ? `Case ${number} is filed with ${alertsOf(alerts.length)}.`
        : `${alertsOf(alerts.length)} ${alerts.length === 1 ? 'is' : 'are'} in case ${number}.`,
    undo: (number, { alerts, into }) =>
      'newCase' in into
        ? undefined
        : async () => {
            const { detached } = await answerOf(
              api.POST('/v1/cases/{id}/alerts/detach', {
                params: { path: { id: into.case.id } },
                body: { alertIds: alerts.map(({ id }) => id), reason: 'Taken back at once' },
              }),
            );
            return `${alertsOf(detached)} ${detached === 1 ? 'is' : 'are'} out of case ${number} again.`;
          },
  });
}
