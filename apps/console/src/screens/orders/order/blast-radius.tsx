import { Alert, Grid, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { View } from '../../../api/client';
import { inWords } from '../../../kit/chips';
import { count, many } from '../../../kit/numbers';
import type { Order } from '../order-terms';
import { RecentActivity } from './recent-activity';

type Facts = View<'AccountFactsView'>;

/** Whom an order hits: what somebody has to know before they decide. */
export function BlastRadius({ of }: { of: Order }) {
  const { facts, because, byCaseStatus, staying } = of.blastRadius;
  return (
    <section aria-labelledby="blast-heading">
      <Title order={2} size="h5" id="blast-heading" mb={6}>
        Whom it hits
      </Title>
      {!facts && (
        <Alert color="yellow" title="Little is known of these accounts" mb="sm">
          {because}
        </Alert>
      )}
      <Grid gap="sm">
        <Grid.Col span={4}>
          <Figure label="Accounts" value={of.total}>
            {facts && facts.alreadyBanned > 0
              ? `${count(facts.alreadyBanned)} of them are banned already. `
              : ''}
            {facts && facts.unknown > 0 ? `${count(facts.unknown)} are not in the snapshot. ` : ''}
            {facts && of.action === 'ban' && 'None is protected: an order that hits one is refused.'}
          </Figure>
        </Grid.Col>
        <Grid.Col span={4}>
          <Figure label="Of these in the case" rows={Object.entries(byCaseStatus)} />
        </Grid.Col>
        <Grid.Col span={4}>
          <Figure
            label="Stay as they are in the case"
            {...(staying ? { rows: Object.entries(staying) } : {})}
          >
            {staying === null && 'Not recorded for this order.'}
            {staying && Object.keys(staying).length === 0 && 'No account of the case is left out.'}
          </Figure>
        </Grid.Col>
        {facts && (
          <>
            <Grid.Col span={4}>
              <Figure label="Contracts" rows={Object.entries(facts.contracts)} />
            </Grid.Col>
            <Grid.Col span={4}>
              <Instruments of={facts} />
            </Grid.Col>
            <Grid.Col span={4}>
              <Figure label="Organisations" value={facts.organisations.touched}>
                {organisationsInWords(facts)}
              </Figure>
            </Grid.Col>
          </>
        )}
      </Grid>
      {facts && (
        <Stack gap="sm" mt="sm">
          <RecentActivity of={facts} total={of.total} />
          <Organisations of={facts} />
          <Text size="xs" c="dimmed">
            As the snapshot {facts.snapshotId} has it, hash <code>{facts.snapshotHash.slice(0, 16)}</code>.
          </Text>
        </Stack>
      )}
    </section>
  );
}

/** A figure or a few by name, in a frame. */
function Figure({
  label,
  value,
  rows,
  children,
}: {
  label: string;
  value?: number;
  rows?: [string, number][];
  children?: ReactNode;
}) {
  return (
    <Paper withBorder p="xs" h="100%">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {value !== undefined && (
        <Text size="xl" fw={700}>
          {count(value)}
        </Text>
      )}
      {rows?.map(([name, n]) => (
        <Group key={name} justify="space-between" wrap="nowrap">
          <Text size="sm">{inWords(name)}</Text>
          <Text size="sm" fw={600}>
            {count(n)}
          </Text>
        </Group>
      ))}
      <Text size="sm">{children}</Text>
    </Paper>
  );
}

function Instruments({ of: { instruments } }: { of: Facts }) {
  if (!instruments) return <Figure label="Payment instruments">Not recorded for this order.</Figure>;
  return (
    <Figure label="Payment instruments" value={instruments.total}>
      {instruments.shared === 0
        ? 'None of them pays for an account outside the order.'
        : `${instruments.shared === 1 ? 'One of them also pays' : `${count(instruments.shared)} of them also pay`} for ${many(instruments.accountsOutside, 'account')} outside the order, which the order does not touch.`}
    </Figure>
  );
}

function organisationsInWords({ organisations: { touched, whole } }: Facts): string {
  if (touched === 0) return 'No account belongs to an organisation.';
  if (whole === 0) return 'Each keeps some of its accounts.';
  if (whole === touched && touched > 1) return 'Each of them loses all of its accounts or seats.';
  return whole === 1
    ? 'One of them loses all of its accounts or seats.'
    : `${count(whole)} of them lose all of their accounts or seats.`;
}

/** What an organisation keeps: one that has more accounts than seats is hit whole when the order takes its seats. */
function whatIsLeft({ isWhole, accounts, inOrder }: Facts['organisations']['largest'][number]): string {
  if (accounts === inOrder) return 'Nobody';
  const left = many(accounts - inOrder, 'account');
  return isWhole ? `${left}, no seat` : left;
}

/** The organisations that the order reaches into, those that lose everybody first. */
function Organisations({ of: { organisations } }: { of: Facts }) {
  if (organisations.largest.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h6">
        Organisations
      </Title>
      <Table.ScrollContainer
        type="native"
        minWidth={560}
        maxHeight={280}
        tabIndex={0}
        role="region"
        aria-label="Organisations that it reaches into"
      >
        <Table stickyHeader verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Organisation</Table.Th>
              <Table.Th ta="right">In the order</Table.Th>
              <Table.Th ta="right">Accounts in all</Table.Th>
              <Table.Th ta="right">Seats</Table.Th>
              <Table.Th>What is left</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {organisations.largest.map((hit) => (
              <Table.Tr key={hit.orgId}>
                <Table.Td>{hit.orgName ?? hit.orgId}</Table.Td>
                <Table.Td ta="right">{count(hit.inOrder)}</Table.Td>
                <Table.Td ta="right">{count(hit.accounts)}</Table.Td>
                <Table.Td ta="right">{hit.seats === null ? '–' : count(hit.seats)}</Table.Td>
                <Table.Td fw={hit.isWhole ? 700 : undefined}>{whatIsLeft(hit)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {organisations.touched > organisations.largest.length && (
        <Text size="sm" c="dimmed">
          The {organisations.largest.length} that are hit most, of {count(organisations.touched)}.
        </Text>
      )}
    </div>
  );
}
