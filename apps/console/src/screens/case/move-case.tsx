import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { stageName } from '../../kit/chips';
import { CloseCase } from './close-case';

type Case = View<'CaseView'>;

/** Where a case may go next, as the API says. Closing asks for the outcome. */
export function MoveCase({ of }: { of: Case }) {
  const [isClosing, setClosing] = useState(false);
  const move = useAct({
    act: (to: { stage?: Case['stage']; phase?: Case['phase'] }) =>
      answerOf(api.POST('/v1/cases/{id}/transition', { params: { path: { id: of.id } }, body: to })),
    touches: ['/v1/cases'],
    done: ({ stage, phase }) => `The case is ${stage === 'InProgress' ? `in ${phase}` : stageName(stage)}.`,
  });
  const { stages, phases } = of.allowed;
  if (stages.length + phases.length === 0) return null;
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button size="xs" variant="default" loading={move.isPending}>
            Move to…
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {phases.map((phase) => (
            <Menu.Item key={phase} onClick={() => move.mutate({ phase })}>
              {phase}
            </Menu.Item>
          ))}
          {phases.length > 0 && <Menu.Divider />}
          {stages.map((stage) => (
            <Menu.Item
              key={stage}
              onClick={() => (stage === 'Closed' ? setClosing(true) : move.mutate({ stage }))}
            >
              {stage === 'Closed' ? 'Close…' : stageName(stage)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {isClosing && <CloseCase of={of} onClose={() => setClosing(false)} />}
    </>
  );
}
