import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { useMe } from '../../api/me';
import { pagesOf } from '../../api/reads';
import { type Act, foresee, isListed, reverseOf } from './foresee';
import { type Alert, type InboxFilters, toQuery } from './inbox-filters';

type ActOnAlerts = View<'ActOnAlerts'>;
export type Result = Omit<View<'ActResultView'>, 'alert'>;
/** What is done, and to which alerts as they stood. */
export interface Triage<Of extends Act = ActOnAlerts> {
  alerts: readonly Alert[];
  act: Of;
}

/** Most alerts of one bulk act. */
const BULK_LIMIT = 1_000;

/** What is shown at once in the list of the inbox, and put back if it is refused. */
export function useForesight(filters: InboxFilters) {
  const me = useMe().id;
  return {
    key: pagesOf('/v1/alerts', { query: toQuery(filters) }).queryKey,
    change: (shown: { pages: { items: Alert[] }[] }, { alerts, act }: Triage<Act>) => {
      const ids = new Set(alerts.map(({ id }) => id));
      const after = (alert: Alert): Alert[] => {
        if (!ids.has(alert.id)) return [alert];
        const foreseen = foresee(alert, act, me);
        return isListed(foreseen, filters, me) ? [foreseen] : [];
      };
      return {
        ...shown,
        pages: shown.pages.map((page) => ({ ...page, items: page.items.flatMap(after) })),
      };
    },
  };
}

/** Does an act to alerts: to one as it is, to many in bulk, each for itself; and takes it back. */
export function useTriage(
  filters: InboxFilters,
  onRefused: (refused: Result[], of: readonly Alert[]) => void,
) {
  return useAct({
    act: ({ alerts, act }: Triage) => perform(alerts, act),
    touches: ['/v1/alerts', '/v1/alert-queues'],
    optimistic: useForesight(filters),
    done: (results, { alerts, act }) => {
      const refused = results.filter(({ outcome }) => outcome === 'refused');
      if (refused.length > 0) onRefused(refused, alerts);
      const done = results.length - refused.length;
      if (done === 0) return undefined;
      return refused.length > 0
        ? `${done} of ${results.length} alerts are ${inThePast(act)}.`
        : `${alertsOf(done)} ${done === 1 ? 'is' : 'are'} ${inThePast(act)}.`;
    },
    undo: (results, { alerts, act }) => {
      const changed = new Set(
        results.filter(({ outcome }) => outcome === 'changed').map(({ alertId }) => alertId),
      );
      const ways = new Map<string, { act: ActOnAlerts; of: Alert[] }>();
      for (const alert of alerts.filter(({ id }) => changed.has(id))) {
        const reverse = reverseOf(alert, act);
        if (!reverse) continue;
        const way = JSON.stringify(reverse);
        ways.set(way, { act: reverse, of: [...(ways.get(way)?.of ?? []), alert] });
      }
      if (ways.size === 0) return undefined;
      return async () => {
        const undone: Result[] = [];
        for (const { act: reverse, of } of ways.values()) undone.push(...(await perform(of, reverse)));
        const left = undone.filter(({ outcome }) => outcome === 'refused').length;
        const back = undone.length - left;
        return `${alertsOf(back)} ${back === 1 ? 'is' : 'are'} as before${left > 0 ? `; ${left} changed meanwhile and stay` : ''}.`;
      };
    },
  });
}

/** @throws ProblemError when the one alert is refused; of many each says for itself */
async function perform(alerts: readonly Alert[], act: ActOnAlerts): Promise<Result[]> {
  if (alerts.length === 1) return [await performOne(alerts[0]!.id, act)];
  const results: Result[] = [];
  for (let at = 0; at < alerts.length; at += BULK_LIMIT) {
    const alertIds = alerts.slice(at, at + BULK_LIMIT).map(({ id }) => id);
    results.push(...(await answerOf(api.POST('/v1/alerts/bulk', { body: { alertIds, act } }))).results);
  }
  return results;
}

/** The record names the alert when it is acted on alone. */
async function performOne(id: string, { act, ...body }: ActOnAlerts): Promise<Result> {
  // The document has a path for each act, with what belongs to it as its body.
  const post = api.POST as (
    path: string,
    init: object,
  ) => ReturnType<typeof api.POST<'/v1/alerts/{id}/take', never>>;
  await answerOf(post(`/v1/alerts/{id}/${act === 'tag' ? 'tags' : act}`, { params: { path: { id } }, body }));
  return { alertId: id, outcome: 'changed' };
}

/** `1 alert`, `2,000 alerts`. */
export const alertsOf = (many: number): string =>
  many === 1 ? '1 alert' : `${many.toLocaleString('en')} alerts`;

function inThePast({ act, stage }: ActOnAlerts): string {
  if (act === 'transition') return stage === 'Closed' ? 'closed' : 'in progress';
  const words = {
    assign: 'given over',
    take: 'yours',
    release: 'given back',
    snooze: 'snoozed',
    wake: 'back in the inbox',
    move: 'moved',
    tag: 'tagged',
  };
  return words[act];
}
