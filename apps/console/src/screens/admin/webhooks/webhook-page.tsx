import { Alert, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useParams } from 'react-router';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Deliveries } from './deliveries';
import { EVENT_TYPES } from './event-types';
import { WebhookActs } from './webhook-acts';
import { WebhookState } from './webhooks-page';

type Webhook = View<'WebhookView'>;

/** A webhook: what it is told, how it is signed, and what became of each delivery. */
export function Component() {
  const { id = '' } = useParams();
  const read = useRead('/v1/webhooks/{id}', { path: { id } });
  return (
    <Loaded read={read}>
      {(of) => (
        <Page title={of.url} crumbs={[{ label: 'Webhooks', to: paths.webhooks }]}>
          <Group gap="xs" className="no-print">
            <WebhookActs of={of} />
          </Group>
          <Facts of={of} />
          <Stack gap="xs" component="section" aria-labelledby="deliveries">
            <Title order={2} size="h5" id="deliveries">
              Deliveries
            </Title>
            <Deliveries webhookId={of.id} />
          </Stack>
        </Page>
      )}
    </Loaded>
  );
}

function Facts({ of }: { of: Webhook }) {
  const told = EVENT_TYPES.filter(({ value }) => of.eventTypes.includes(value)).map(({ label }) => label);
  return (
    <Stack gap={4}>
      <Text size="sm" component="div">
        <WebhookState of={of} /> {of.description}
      </Text>
      {of.status === 'disabled' && of.disabledAt && (
        <Alert color="gray" title="Nothing is sent">
          {of.disabledReason} (<Instant at={of.disabledAt} />)
        </Alert>
      )}
      {of.status === 'enabled' && of.failingSince && (
        <Alert color="red" title="Deliveries fail">
          None has arrived since <Instant at={of.failingSince} />. They are tried again, less and less often.
        </Alert>
      )}
      <Text size="sm">Told when: {told.join('; ')}.</Text>
      {of.secrets.map((secret) => (
        <Text size="sm" key={secret.id}>
          Signed with a secret of <Instant at={secret.createdAt} />
          {secret.endsAt && (
            <>
              {' '}
              that ends <Instant at={secret.endsAt} />
            </>
          )}
          {secret.publicKey && (
            <>
              {' '}
              under the public key <Code>{secret.publicKey}</Code>
            </>
          )}
        </Text>
      ))}
    </Stack>
  );
}
