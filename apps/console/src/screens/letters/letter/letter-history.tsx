import { Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Instant } from '../../../kit/instant';
import type { Letter } from '../letter-terms';

interface Step {
  at: string;
  who: string;
  what: ReactNode;
}

const ATTEMPTS = {
  delivered: 'delivered',
  failed: 'failed',
  unclear: 'nobody knows whether it arrived',
} as const;

/** All that was done to a letter, the latest first. */
export function LetterHistory({ of }: { of: Letter }) {
  const steps: Step[] = [
    ...of.versions.map(({ version, savedByName, savedAt }) => ({
      at: savedAt,
      who: savedByName,
      what: `Version ${version} saved`,
    })),
    ...of.reviews.map(({ version, decision, comment, reviewerName, decidedAt }) => ({
      at: decidedAt,
      who: reviewerName,
      what: `${decision === 'approve' ? 'Approved' : 'Asked for changes of'} version ${version}${comment ? `: ${comment}` : ''}`,
    })),
    ...(of.frozen
      ? [
          {
            at: of.frozen.frozenAt,
            who: of.frozen.frozenByName,
            what: (
              <>
                Frozen under {of.frozen.date}; hash <code>{of.frozen.contentHash}</code>, PDF{' '}
                <code>{of.frozen.pdf.sha256.slice(0, 16)}</code>
              </>
            ),
          },
        ]
      : []),
    ...(of.signature
      ? [
          {
            at: of.signature.signedAt,
            who: of.signature.signerName,
            what: `Signed as ${of.signature.role}`,
          },
        ]
      : []),
    ...(of.dispatch
      ? [{ at: of.dispatch.requestedAt, who: of.dispatch.requestedByName, what: 'Sending decided' }]
      : []),
    ...(of.dispatch?.attempts ?? []).map(({ startedAt, outcome, note }) => ({
      at: startedAt,
      who: 'Docket',
      what: `Attempt to deliver: ${outcome ? ATTEMPTS[outcome] : 'under way'}${note ? ` (${note})` : ''}`,
    })),
    ...of.receipts.map(({ receivedAt, reference, note, recordedByName, recordedAt }) => ({
      at: recordedAt,
      who: recordedByName,
      what: (
        <>
          Receipt of <Instant at={receivedAt} isShort /> {reference} {note}
        </>
      ),
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <section aria-labelledby="history-heading">
      <Title order={2} size="h5" id="history-heading">
        What was done
      </Title>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {steps.map(({ at, who, what }, index) => (
            <Table.Tr key={index}>
              <Table.Td w="11rem">
                <Instant at={at} isShort />
              </Table.Td>
              <Table.Td w="12rem">{who}</Table.Td>
              <Table.Td>
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {what}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
