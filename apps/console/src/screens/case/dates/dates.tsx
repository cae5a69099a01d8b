import { Button, ScrollArea, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { AskReason } from '../../../kit/ask-reason';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { whenItWas } from '../timeline/timeline-words';
import { type CaseDate, dateName } from './date-terms';
import { RecordDate } from './record-date';

/** When things were, as somebody says: several of one kind may stand beside each other. */
export function Dates({ caseId, mayEdit }: { caseId: string; mayEdit: boolean }) {
  const [isAdding, setAdding] = useState(false);
  const [gone, setGone] = useState<CaseDate>();
  const retract = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/cases/{id}/dates/{dateId}/retract', {
          params: { path: { id: gone?.caseId ?? caseId, dateId: gone?.id ?? '' } },
          body: { reason },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: () => 'The date is taken back. It stays on the record.',
    isQuiet: true,
  });
  return (
    <Section
      title="Dates, and who says so"
      actions={
        mayEdit && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAdding(true)}>
            Record a date…
          </Button>
        )
      }
    >
      <Loaded read={useRead('/v1/cases/{id}/dates', { path: { id: caseId }, query: {} })}>
        {(dates) =>
          dates.length === 0 ? (
            <Text size="sm" c="dimmed">
              None is recorded. They start no clocks; the facts of obligations do.
            </Text>
          ) : (
            <ScrollArea type="auto">
              <Table verticalSpacing={3} miw={560}>
                <Table.Tbody>
                  {dates.map((date) => (
                    <Table.Tr key={date.id}>
                      <Table.Th scope="row" fw={500}>
                        {dateName(date.kind)}
                      </Table.Th>
                      <Table.Td>{whenOf(date)}</Table.Td>
                      <Table.Td>
                        {date.assertedBy}: {date.source}
                        <Text size="xs" c="dimmed">
                          {date.recordedByName}, <Instant at={date.recordedAt} isShort size="xs" c="dimmed" />
                        </Text>
                      </Table.Td>
                      {mayEdit && (
                        <Table.Td className="no-print">
                          <Button
                            size="compact-xs"
                            variant="subtle"
                            aria-label={`Take back… (${dateName(date.kind)}, ${whenOf(date)})`}
                            onClick={() => setGone(date)}
                          >
                            Take back…
                          </Button>
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollArea>
          )
        }
      </Loaded>
      {isAdding && <RecordDate caseId={caseId} onClose={() => setAdding(false)} />}
      {gone && (
        <AskReason
          title={`Take back “${dateName(gone.kind)}, ${whenOf(gone)}”?`}
          confirm="Take the date back"
          act={retract}
          onClose={() => setGone(undefined)}
        />
      )}
    </Section>
  );
}

function whenOf({ at, onDate, precision, zone }: CaseDate): string {
  if (at) return whenItWas({ occurredAt: at, precision, zone });
  // A civil day has no hour, so that no zone moves it to another day.
  const day = whenItWas({
    occurredAt: `${onDate}T12:00:00Z`,
    precision: precision === 'month' ? 'month' : 'day',
    zone: 'UTC',
  });
  return `${precision === 'about' ? 'about ' : ''}${day.replace('(UTC)', `(${zone})`)}`;
}
