import { Text } from '@mantine/core';
import { answerOf, api } from '../../api/client';
import { ActDialog } from '../../kit/act-dialog';
import { instantIn, localIn, VIEWER_ZONE } from '../../kit/zoned';
import { Due } from './due';
import type { Obligation } from './obligation-terms';

/** Records that a report went out, with what shows it. */
export function Fulfil({ of, onClose }: { of: Obligation; onClose: () => void }) {
  return (
    <ActDialog
      title={`Record the report: ${of.title}`}
      label="Record that it went out"
      asks={[
        {
          name: 'at',
          label: `When it went out (${VIEWER_ZONE})`,
          description: 'What follows it counts from then.',
          type: 'datetime-local',
          initial: localIn(Date.now() - 60_000, VIEWER_ZONE),
        },
        {
          name: 'reference',
          label: 'Evidence',
          description: "The authority's reference, or the number of the letter in Docket.",
          type: 'text',
        },
      ]}
      act={({ at = '', reference = '' }) =>
        answerOf(
          api.POST('/v1/obligations/{id}/fulfil', {
            params: { path: { id: of.id } },
            body: { at: instantIn(at, VIEWER_ZONE), reference },
          }),
        )
      }
      touches={['/v1/obligations', '/v1/cases/{id}/obligations']}
      done={() => 'The report is recorded.'}
      onClose={onClose}
    >
      <Text size="sm">
        The clock stops here, and it cannot be started again. Whatever the regime asks for next starts to run.
      </Text>
      <Due of={of} />
    </ActDialog>
  );
}
