import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { useMe } from '../../api/me';
import { BulkResults } from '../../kit/table/bulk-results';
import { BulkBar } from '../../kit/table/bulk-bar';
import type { Selection } from '../../kit/table/selection';
import { SEVERITIES } from '../../kit/case-terms';

/** What can be done to many cases at once. Each changes or stays for itself, and the list says which did not. */
export function CaseBulk({ selection }: { selection: Selection }) {
  const me = useMe();
  const [results, setResults] = useState<View<'CaseBulkResultView'>[]>([]);
  const ids = [...selection.ids];
  const edit = useAct({
    act: (change: { ownerId?: string; severity?: number }) =>
      answerOf(api.POST('/v1/cases/bulk-edit', { body: { ids, ...change } })),
    touches: ['/v1/cases'],
    done: (answer) => `${answer.filter(({ problem }) => !problem).length} of ${answer.length} cases changed.`,
  });
  const run = (change: { ownerId?: string; severity?: number }): void =>
    edit.mutate(change, {
      onSuccess: (answer) => {
        setResults(answer.filter(({ problem }) => problem));
        selection.clear();
      },
    });
  return (
    <>
      <BulkBar selection={selection} noun="cases">
        {ids.length > 0 && (
          <>
            <Button size="compact-sm" loading={edit.isPending} onClick={() => run({ ownerId: me.id })}>
              Give to me
            </Button>
            <Select
              size="xs"
              w={150}
              aria-label="Set the severity"
              placeholder="Set severity…"
              data={SEVERITIES}
              value={null}
              onChange={(severity) => severity && run({ severity: Number(severity) })}
            />
          </>
        )}
      </BulkBar>
      <BulkResults noun="cases" refused={results} onClose={() => setResults([])} />
    </>
  );
}
