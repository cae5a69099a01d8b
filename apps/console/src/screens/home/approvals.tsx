import { Anchor, Badge, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { View } from '../../api/client';
import { useRead } from '../../api/reads';
import { paths } from '../../app/paths';
import { Instant } from '../../kit/instant';
import { Line, Panel } from './panel';

type Waiting = View<'WaitingView'>;

const NOUNS: Record<Waiting['kind'], string> = {
  order: 'Order',
  claim: 'Claim',
  judgement: 'Judgement',
  letter: 'Letter',
};
const ACTS: Record<Waiting['act'], string> = { approve: 'approve', review: 'review', sign: 'sign' };

/** What waits for this person's consent, the longest waiting first. */
export function Approvals() {
  const read = useRead('/v1/me/approvals', {});
  return (
    <Panel
      title="Waits for you to decide"
      read={read}
      empty="Nothing waits for your approval, review or signature."
    >
      {(of) => (
        <>
          <Line
            aside={
              <>
                <Badge variant="light" tt="none">
                  To {ACTS[of.act]}
                </Badge>
                <Instant at={of.since} isShort c="dimmed" />
              </>
            }
          >
            <Anchor component={Link} to={addressOf(of)} size="sm" underline="always">
              {NOUNS[of.kind]} {of.number}
            </Anchor>{' '}
            {of.text}
          </Line>
          <Text size="xs" c="dimmed">
            By {of.byName}, case {of.caseNumber} {of.caseTitle}
          </Text>
        </>
      )}
    </Panel>
  );
}

/** Where each kind is decided on. */
function addressOf({ kind, id, caseId }: Waiting): string {
  if (kind === 'order') return paths.order(id);
  if (kind === 'letter') return paths.letter(id);
  return kind === 'claim' ? paths.caseClaims(caseId) : paths.caseAttribution(caseId);
}
