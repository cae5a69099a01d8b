import { Anchor, Drawer, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Markdown } from '../../../kit/markdown';
import { type Entry, whatHappened, whenItWas } from './timeline-words';
import { Fact, Facts } from '../../../kit/facts';

/** One entry of a timeline with all that is recorded of it. */
export function TimelineEntry({ of, onClose }: { of: Entry; onClose: () => void }) {
  const { text, ...details } = of.details;
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={of.kind === 'note' ? 'Note' : whatHappened(of)}
    >
      <Stack>
        {typeof text === 'string' && <Markdown of={text} />}
        <Facts>
          <Fact label="When it was so">
            {whenItWas(of)}
            {of.occurredTo && of.occurredTo !== of.occurredAt && (
              <>
                {' to '}
                <Instant at={of.occurredTo} {...(of.zone ? { zone: of.zone } : {})} />
              </>
            )}
          </Fact>
          <Fact label="Recorded">
            <Instant at={of.recordedAt} />
          </Fact>
          <Fact label="By">
            {of.actor.name}
            {of.actor.kind !== 'user' && ` (${of.actor.kind})`}
          </Fact>
          {Object.entries(details).map(([member, value]) => (
            <Fact key={member} label={apart(member)}>
              {shown(value)}
            </Fact>
          ))}
        </Facts>
        {of.kind === 'note' && (
          <Anchor
            component={Link}
            to={`${paths.caseNotes(of.caseId)}#note-${of.id}`}
            size="sm"
            underline="always"
          >
            Go to the note
          </Anchor>
        )}
      </Stack>
    </Drawer>
  );
}

/** `accountIds` as a person reads it. */
const apart = (member: string): string => inWords(member.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase());

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}
