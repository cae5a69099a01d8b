import type { View } from '../../../api/client';
import { many } from '../../../kit/numbers';

/** What a merge brought, in a sentence. */
export function broughtWords({ counts }: View<'MergeView'>): string {
  const { copied } = counts;
  const parts = [
    [counts.alerts, 'alert'],
    [copied.account.added, 'account'],
    [copied.entity.added, 'entity', 'entities'],
    [copied.key.added, 'key'],
    [copied.violation.added, 'violation'],
    [copied.member.added, 'member'],
    [counts.tasks, 'task'],
    [counts.links, 'link'],
  ] as const;
  const brought = parts.filter(([count]) => count > 0).map(([count, one, more]) => many(count, one, more));
  const both = copied.account.both > 0 ? `; ${many(copied.account.both, 'account')} were in both` : '';
  const left =
    counts.tasksLeft > 0 ? `; ${many(counts.tasksLeft, 'untouched task')} of a playbook stayed behind` : '';
  const differed =
    counts.verdictsDiffered > 0
      ? `; ${many(counts.verdictsDiffered, 'verdict')} differed, and the later one counts`
      : '';
  return `${brought.length > 0 ? `Brought ${brought.join(', ')}` : 'Brought nothing new'}${both}${left}${differed}.`;
}

/** What undoing a merge did, in a sentence. */
export function undoneWords({ outcome }: View<'UndoView'>): string {
  const { copied } = outcome;
  const changed = Object.values(copied).reduce((sum, of) => sum + of.changed, 0);
  return (
    [
      `${many(outcome.alerts, 'alert')} and ${many(outcome.tasks, 'task')} went back, ${many(copied.account.removed, 'account')} left the survivor`,
      ...(outcome.alertsGone > 0
        ? [`${many(outcome.alertsGone, 'alert')} had left before and stay where they are`]
        : []),
      ...(changed > 0 ? [`${many(changed, 'row')} that somebody changed since stay in the survivor`] : []),
    ].join('; ') + '.'
  );
}
