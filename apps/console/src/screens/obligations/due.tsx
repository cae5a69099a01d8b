import { Text } from '@mantine/core';
import { fromNow, inZone } from '../../kit/time';
import { VIEWER_ZONE } from '../../kit/zoned';
import type { Obligation } from './obligation-terms';

/** When an obligation is due: how soon, then on the authority's clocks, then on the viewer's. */
export function Due({ of }: { of: Obligation }) {
  const { dueConservative, dueStatutory, zone, isOverdue, state } = of;
  if (!dueConservative) return <Text size="sm">Its clock does not run yet.</Text>;
  return (
    <div>
      {state === 'running' && (
        <Text size="sm" fw={700} c={isOverdue ? 'var(--mantine-color-error)' : undefined}>
          {isOverdue ? `Overdue: was due ${fromNow(dueConservative)}` : `Due ${fromNow(dueConservative)}`}
        </Text>
      )}
      <Text size="sm">
        <time dateTime={dueConservative}>{inZone(dueConservative, zone)}</time> at the authority ({zone})
      </Text>
      {zone !== VIEWER_ZONE && (
        <Text size="sm" c="dimmed">
          {inZone(dueConservative)} with you ({VIEWER_ZONE})
        </Text>
      )}
      {dueStatutory && dueStatutory !== dueConservative && (
        <Text size="sm" c="dimmed">
          By the reading that counsel may rely on: {inZone(dueStatutory, zone)}
        </Text>
      )}
    </div>
  );
}
