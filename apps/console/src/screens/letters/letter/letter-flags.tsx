import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { answerOf, api, type View } from '../../../api/client';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { ActDialog } from '../../../kit/act-dialog';
import { figure } from '../../../kit/claim-terms';
import { Instant } from '../../../kit/instant';
import type { Letter } from '../letter-terms';

type Flag = View<'LetterFlagView'>;
type Outcome = View<'ResolveFlag'>['outcome'];

const OUTCOMES: Record<Outcome, string> = {
  amended: 'Another letter corrects it',
  withdrawn: 'The letter was withdrawn before it left',
  accepted: 'It stands as it is',
};

const valueNow = (of: Flag): string => (of.valueNow === null ? 'nothing' : figure(of.valueNow));

/** Figures of a frozen letter that hold no more: what was said, what is counted now, and what is done about it. */
export function LetterFlags({ of }: { of: Letter }) {
  const [asked, setAsked] = useState<Flag>();
  const mayResolve = of.acts.find(({ act }) => act === 'resolve_flag');
  if (of.flags.length === 0) return null;
  return (
    <Stack gap="xs">
      {of.flags.map((flag) => (
        <Alert
          key={flag.id}
          color={flag.state === 'open' ? 'red' : 'gray'}
          title={flag.state === 'open' ? `${flag.claim} holds no more` : `${flag.claim}: settled`}
        >
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <div>
              <Text size="sm">
                The letter says “{flag.phrase}”. That was counted as {figure(flag.valueThen)}; on later data
                it is {valueNow(flag)}. Found <Instant at={flag.raisedAt} isShort />.
              </Text>
              {flag.outcome && (
                <Text size="sm">
                  {OUTCOMES[flag.outcome]}: {flag.reason} ({flag.resolvedByName})
                  {flag.amendmentId && (
                    <>
                      {' '}
                      <Anchor
                        component={Link}
                        to={paths.letter(flag.amendmentId)}
                        size="sm"
                        underline="always"
                      >
                        The letter that corrects it
                      </Anchor>
                    </>
                  )}
                </Text>
              )}
              {flag.state === 'open' && mayResolve?.because && (
                <Text size="sm">Counsel settles this: {mayResolve.because}</Text>
              )}
            </div>
            {flag.state === 'open' && mayResolve?.because === null && (
              <Button size="xs" style={{ flexShrink: 0 }} onClick={() => setAsked(flag)}>
                Settle…
              </Button>
            )}
          </Group>
        </Alert>
      ))}
      {asked && <Settle flag={asked} of={of} onClose={() => setAsked(undefined)} />}
    </Stack>
  );
}

function Settle({ flag, of, onClose }: { flag: Flag; of: Letter; onClose: () => void }) {
  const pages = usePages('/v1/letters', { query: { caseId: of.caseId, limit: 100 } });
  const others = pages.data?.pages.flatMap(({ items }) => items).filter(({ id }) => id !== of.id) ?? [];
  return (
    <ActDialog
      title={`${flag.claim} holds no more: settle it`}
      label="Settle it"
      asks={[
        {
          name: 'outcome',
          label: 'What is done about it',
          options: Object.entries(OUTCOMES).map(([value, label]) => ({ value, label })),
        },
        {
          name: 'reason',
          label: 'Reason',
          description: 'For whoever asks later why it was left or corrected.',
        },
        ...(others.length > 0
          ? [
              {
                name: 'amendmentId',
                label: 'The letter that corrects it',
                description: 'Only where another letter corrects it.',
                isOptional: true,
                options: others.map(({ id, number, state }) => ({
                  value: id,
                  label: `${number} (${state})`,
                })),
              },
            ]
          : []),
      ]}
      act={({ outcome, reason = '', amendmentId }) =>
        answerOf(
          api.POST('/v1/letters/{id}/flags/{flagId}/resolve', {
            params: { path: { id: of.id, flagId: flag.id } },
            body: { outcome: outcome as Outcome, reason, ...(amendmentId ? { amendmentId } : {}) },
          }),
        )
      }
      touches={['/v1/letters']}
      done={() => 'The flag is settled.'}
      onClose={onClose}
    >
      <Text size="sm">
        The letter says “{flag.phrase}” for {figure(flag.valueThen)}; counted again it is {valueNow(flag)}.
        The letter itself stays as it is.
      </Text>
    </ActDialog>
  );
}
