import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { View } from '../../../api/client';
import { readOf } from '../../../api/reads';
import { Failure } from '../../../kit/failure';

const count = new Intl.NumberFormat('en');

/** Recomputes the chain when asked, and says in words what came of it. */
export function Verification() {
  const read = useQuery({ ...readOf('/v1/audit/verification', {}), enabled: false });
  return (
    <Group align="flex-start" wrap="nowrap">
      <Button
        loading={read.isFetching}
        onClick={() => void read.refetch()}
        style={{ flexShrink: 0 }}
        className="no-print"
      >
        Verify the record
      </Button>
      <div role="status" style={{ flex: 1 }}>
        {read.error && <Failure error={read.error} />}
        {!read.error && !read.data && (
          <Text size="sm" c="dimmed">
            Recomputes the seal of every event, and checks that none was changed, moved, added or taken away.
          </Text>
        )}
        {!read.error && read.data && <Verdict of={read.data} />}
      </div>
    </Group>
  );
}

function Verdict({ of }: { of: View<'AuditVerdictView'> }) {
  const { verified, events, pending, head, fault } = of;
  return verified ? (
    <Alert color="green" title="The record is whole">
      {count.format(events)} events were checked: none was changed, moved, added or taken away.
      {pending > 0 &&
        ` ${count.format(pending)} more ${pending === 1 ? 'waits' : 'wait'} for ${pending === 1 ? 'its' : 'their'} seal.`}{' '}
      The last seal is <Code style={{ overflowWrap: 'anywhere' }}>{head}</Code>; whoever kept an earlier one
      can compare.
    </Alert>
  ) : (
    <Alert color="red" title="The record was touched">
      At event {fault?.sequence}: {fault?.reason}. Stop, keep a copy of the database as it is, and tell
      whoever answers for it. {count.format(events)} events were checked.
    </Alert>
  );
}
