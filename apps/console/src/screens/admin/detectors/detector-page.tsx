import { Button, SimpleGrid, Text } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, asRead, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Confirmed } from '../../../kit/confirm';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { ChangeDetector } from './change-detector';
import { DetectorState } from './detectors-page';
import { Keys } from './keys';
import { Precision } from './precision';

type Detector = View<'DetectorView'>;

/** A detector: what it is, its keys, and how often it is right. */
export function Component() {
  const { id = '' } = useParams();
  const read = useRead('/v1/detectors/{id}', { path: { id } });
  return (
    <Loaded read={read}>
      {(of) => (
        <Page
          title={of.name}
          crumbs={[{ label: 'Detectors', to: paths.detectors }]}
          actions={<DetectorActs of={of} />}
        >
          <Facts of={of} />
          <Keys detectorId={of.id} />
          <Precision detectorId={of.id} />
        </Page>
      )}
    </Loaded>
  );
}

function Facts({ of }: { of: Detector }) {
  const facts: [string, React.ReactNode][] = [
    ['State', <DetectorState key="state" of={of} />],
    ['Owner', of.owner],
    ['Legal basis', of.legalBasis],
    ['Sensitivity', inWords(of.sensitivity)],
    ['May be cited outside', of.citableOutside ? 'Yes' : 'No'],
    ['Analytic', of.analytic ? `${of.analytic.name} ${of.analytic.version ?? ''}` : 'Not said'],
    ['Threshold', of.threshold ?? 'Not said'],
    [
      'Threshold approved by',
      of.approvedBy ? `${of.approvedBy} (${of.approvalReference ?? 'no reference'})` : 'Nobody yet',
    ],
    ['Registered', <Instant key="at" at={of.createdAt} />],
  ];
  return (
    <>
      {of.description && <Text size="sm">{of.description}</Text>}
      <SimpleGrid component="dl" cols={{ base: 2, lg: 3 }} spacing="sm" m={0}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="xs" c="dimmed">
              {name}
            </Text>
            <Text component="dd" size="sm" m={0}>
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </>
  );
}

function DetectorActs({ of }: { of: Detector }) {
  const mayManage = useMay('detectors.manage');
  const [isChanging, setChanging] = useState(false);
  const send = (read: Detector, disabled: boolean): Promise<Detector> =>
    answerOf(
      api.PATCH('/v1/detectors/{id}', {
        params: { path: { id: of.id }, header: asRead(read) },
        body: { disabled },
      }),
    );
  const change = useAct({
    act: (disabled: boolean) => send(of, disabled),
    touches: ['/v1/detectors'],
    done: (now) =>
      now.disabledAt ? `Alerts of ${now.name} are refused.` : `Alerts of ${now.name} are taken.`,
    undo: (now, disabled) => async () => {
      await send(now, !disabled);
      return `${of.name} is as before.`;
    },
  });
  if (!mayManage) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
        Change…
      </Button>
      {of.disabledAt ? (
        <Confirmed
          label="Enable…"
          title={`Enable ${of.name}?`}
          act="Enable"
          onConfirm={() => change.mutate(false)}
        >
          What it sends is taken again, with the keys that are still good.
        </Confirmed>
      ) : (
        <Confirmed
          label="Disable…"
          title={`Disable ${of.name}?`}
          act={`Disable ${of.name}`}
          isDanger
          onConfirm={() => change.mutate(true)}
        >
          Everything that it sends is refused until it is enabled again. Its alerts and cases stay.
        </Confirmed>
      )}
      {isChanging && <ChangeDetector of={of} onClose={() => setChanging(false)} />}
    </>
  );
}
