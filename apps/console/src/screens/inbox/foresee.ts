import type { View } from '../../api/client';
import type { Alert, InboxFilters } from './inbox-filters';

/** What a person does to alerts: an act of the inbox, or that a case takes them. */
export type Act = View<'ActOnAlerts'> | { act: 'join' };

/** How an alert will stand after an act, to show it while the answer is on its way; the answer is what counts. */
export function foresee(alert: Alert, act: Act, me: string): Alert {
  switch (act.act) {
    case 'take':
      return { ...alert, assigneeId: me };
    case 'assign':
      return { ...alert, assigneeId: act.assigneeId ?? null };
    case 'release':
      return { ...alert, assigneeId: null };
    case 'snooze':
      return { ...alert, snoozedUntil: act.until ?? null };
    case 'wake':
      return { ...alert, snoozedUntil: null };
    case 'move':
      return { ...alert, queueId: act.queueId ?? alert.queueId };
    case 'transition':
      return { ...alert, stage: act.stage ?? alert.stage };
    case 'tag': {
      const kept = alert.staffTags.filter((tag) => !act.remove?.includes(tag));
      return { ...alert, staffTags: [...new Set([...kept, ...(act.add ?? [])])].toSorted() };
    }
    case 'join':
      return { ...alert, stage: 'Imported' };
  }
}

/** Whether an alert that was listed is listed still, once it stands so. */
export function isListed(alert: Alert, filters: InboxFilters, me: string): boolean {
  const { queueId, stage, assignee, include } = filters;
  const isOpen = alert.stage === 'New' || alert.stage === 'InProgress';
  if (stage ? stage !== 'all' && stage !== alert.stage : !isOpen) return false;
  if (queueId && queueId !== alert.queueId) return false;
  if (alert.snoozedUntil !== null && include !== 'snoozed') return false;
  if (assignee === 'none') return alert.assigneeId === null;
  return !assignee || alert.assigneeId === (assignee === 'me' ? me : assignee);
}

/** The act that makes an alert as it was before one, where there is such an act. */
export function reverseOf(before: Alert, act: Act): View<'ActOnAlerts'> | undefined {
  switch (act.act) {
    case 'take':
    case 'assign':
    case 'release':
      return before.assigneeId === null
        ? { act: 'release' }
        : { act: 'assign', assigneeId: before.assigneeId };
    case 'snooze':
    case 'wake':
      return before.snoozedUntil === null ? { act: 'wake' } : { act: 'snooze', until: before.snoozedUntil };
    case 'move':
      return { act: 'move', queueId: before.queueId };
    case 'tag': {
      const add = act.remove?.filter((tag) => before.staffTags.includes(tag)) ?? [];
      const remove = act.add?.filter((tag) => !before.staffTags.includes(tag)) ?? [];
      if (add.length + remove.length === 0) return undefined;
      return { act: 'tag', ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) };
    }
    case 'transition':
      return act.stage === 'Closed' ? { act: 'transition', stage: 'InProgress' } : undefined;
    case 'join':
      return undefined;
  }
}
