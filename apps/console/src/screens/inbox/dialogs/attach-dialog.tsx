import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { stageName } from '../../../kit/chips';
import { Failure } from '../../../kit/failure';
import type { DialogProps } from '../triage-bar';
import { alertsOf } from '../use-triage';
import { Choices } from './choices';

type Stage = View<'CaseView'>['stage'];
const PAUSE_MS = 200;

/** Puts alerts into a case that is there: one that was proposed, or found by number or title. */
export function AttachDialog({ alerts, join, onClose }: DialogProps) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS);
  const found = useRead('/v1/search', {
    query: { kind: 'cases', q: toSearch(asked), sort: 'updated', limit: 20 },
  });
  const proposed = useRead(
    '/v1/alerts/{id}/proposals',
    { path: { id: alerts[0]?.id ?? '' } },
    { enabled: alerts.length === 1 },
  );
  const cases = new Map<string, { id: string; number: number; title: string; note: string }>();
  // What was found before is nothing to choose from while something else is typed.
  const isCurrent = asked === text.trim();
  if (isCurrent && asked === '')
    for (const { caseId, caseNumber, caseTitle, score } of proposed.data?.items ?? [])
      cases.set(caseId, {
        id: caseId,
        number: caseNumber,
        title: caseTitle,
        note: `Proposed, score ${score}`,
      });
  for (const { id, title, caseNumber, values } of found.data?.items ?? [])
    if (isCurrent && caseNumber !== null && !cases.has(id))
      cases.set(id, { id, number: caseNumber, title, note: stageName(values['stage'] as Stage) });
  return (
    <Modal opened onClose={onClose} title={`Attach ${alertsOf(alerts.length)} to a case`} size="lg">
      {found.error ? (
        <Failure error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Choices
          label="Case"
          placeholder="Number, or words of the title"
          choices={[...cases.values()].map(({ id, number, title, note }) => ({
            value: id,
            label: `${number}: ${title}`,
            note,
          }))}
          text={text}
          setText={setText}
          nothing={!isCurrent || found.isFetching ? 'Looking…' : 'No open case is called so.'}
          onClose={onClose}
          onChoose={(id) => join({ case: cases.get(id)! })}
        />
      )}
    </Modal>
  );
}

/** Open cases by number, or by words as they are begun; whatever else is typed is looked for as a word. */
function toSearch(text: string): string {
  const number = /^#?(\d+)$/.exec(text)?.[1];
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const by = number
    ? [`(number:${number} OR title:${number}*)`]
    : words.map((word) => `title:${word.toLowerCase()}*`);
  return ['-stage:Closed', ...by].join(' ');
}
