import { Accordion, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { inWords } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Loaded } from '../../../kit/loaded';
import { AddPolicy } from './add-policy';
import { AddVersion } from './add-version';

type Policy = View<'PolicyView'>;
type Version = View<'PolicyVersionView'>;

/** The lab's usage policies, version by version, with what each clause calls for. */
export function Component() {
  const read = useRead('/v1/policies', {});
  const mayManage = useMay('policies.manage');
  const [isAdding, setAdding] = useState(false);
  const [versioned, setVersioned] = useState<Policy>();
  const add = mayManage && (
    <Button size="xs" onClick={() => setAdding(true)}>
      Add a policy
    </Button>
  );
  return (
    <Page title="Policies" actions={add}>
      <Loaded read={read}>
        {(policies) =>
          policies.length === 0 ? (
            <Empty title="No policy yet" action={add}>
              A policy holds the clauses that a case can be a breach of. Each version stays as it was adopted;
              what changes is a new version.
            </Empty>
          ) : (
            policies.map((policy) => (
              <Stack key={policy.id} gap="xs" component="section" aria-label={policy.name}>
                <Group justify="space-between">
                  <Title order={2} size="h5">
                    {policy.name}
                  </Title>
                  {mayManage && (
                    <Button size="compact-sm" variant="default" onClick={() => setVersioned(policy)}>
                      Add a version…
                    </Button>
                  )}
                </Group>
                <Versions policy={policy} />
              </Stack>
            ))
          )
        }
      </Loaded>
      {isAdding && <AddPolicy onClose={() => setAdding(false)} />}
      {versioned && <AddVersion policy={versioned} onClose={() => setVersioned(undefined)} />}
    </Page>
  );
}

function Versions({ policy }: { policy: Policy }) {
  if (policy.versions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No version yet: nothing can be a breach of it.
      </Text>
    );
  return (
    <Accordion variant="contained" order={3} defaultValue={policy.versions[0]?.id ?? null}>
      {policy.versions.map((version) => (
        <Accordion.Item key={version.id} value={version.id}>
          <Accordion.Control>
            Version {version.version}, effective {version.effectiveOn}, {version.clauses.length}{' '}
            {version.clauses.length === 1 ? 'clause' : 'clauses'}
          </Accordion.Control>
          <Accordion.Panel>
            <Clauses of={version} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function Clauses({ of }: { of: Version }) {
  return (
    <Stack gap="sm">
      {of.clauses.map((clause) => (
        <div key={clause.id}>
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {clause.code} {clause.title}
            </Text>
            <Badge variant="light" tt="none" color="gray">
              {inWords(clause.violationType)}
            </Badge>
            <Badge variant="light" tt="none" color={clause.enforcement === 'ban' ? 'red' : 'yellow'}>
              Calls for: {clause.enforcement}
            </Badge>
          </Group>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {clause.text}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
