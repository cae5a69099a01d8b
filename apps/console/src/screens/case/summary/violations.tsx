import { Button, List, MultiSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { FormDialog } from '../../../kit/form-dialog';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { many } from '../../../kit/numbers';
import { Section } from '../../../kit/section';

/** Clauses of the lab's policies that a case breaches. */
export function Violations({ caseId, mayEdit }: { caseId: string; mayEdit: boolean }) {
  const [isAdding, setAdding] = useState(false);
  const mayRead = useMay('policies.read');
  return (
    <Section
      title="Breached clauses"
      actions={
        mayEdit &&
        mayRead && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAdding(true)}>
            Add clauses…
          </Button>
        )
      }
    >
      <Loaded read={useRead('/v1/cases/{id}/violations', { path: { id: caseId } })}>
        {(violations) =>
          violations.length === 0 ? (
            <Text size="sm" c="dimmed">
              None is named yet.
            </Text>
          ) : (
            <List size="sm" listStyleType="none">
              {violations.map(({ clauseId, code, title, foundByName, foundAt }) => (
                <List.Item key={clauseId}>
                  <strong>{code}</strong> {title}{' '}
                  <Text span size="xs" c="dimmed">
                    {foundByName}, <Instant at={foundAt} isShort size="xs" c="dimmed" />
                  </Text>
                </List.Item>
              ))}
            </List>
          )
        }
      </Loaded>
      {isAdding && <AddViolations caseId={caseId} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function AddViolations({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { data: policies = [] } = useRead('/v1/policies', {});
  const [clauseIds, setClauseIds] = useState<string[]>([]);
  const add = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/violations', { params: { path: { id: caseId } }, body: { clauseIds } }),
      ),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
  });
  const clauses = policies.map(({ name, versions }) => ({
    group: `${name}${versions[0] ? `, ${versions[0].version}` : ''}`,
    items: (versions[0]?.clauses ?? []).map(({ id, code, title }) => ({
      value: id,
      label: `${code} ${title}`,
    })),
  }));
  return (
    <FormDialog
      title="Which clauses does the case breach?"
      act={clauseIds.length === 0 ? 'Add clauses' : `Add ${many(clauseIds.length, 'clause')}`}
      isReady={clauseIds.length > 0}
      isPending={add.isPending}
      problem={add.error}
      onSubmit={() => add.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <MultiSelect
        label="Clauses"
        description="Of the policy versions that bind now."
        searchable
        data-autofocus
        data={clauses}
        value={clauseIds}
        onChange={setClauseIds}
      />
      <Text size="sm">A breach that is named stays on the record.</Text>
    </FormDialog>
  );
}
