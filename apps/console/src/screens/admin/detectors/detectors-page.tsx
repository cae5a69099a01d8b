import { Anchor, Badge, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { RegisterDetector } from './register-detector';

/** What sends alerts, and on what legal ground. */
export function Component() {
  const read = useRead('/v1/detectors', {});
  const mayManage = useMay('detectors.manage');
  const navigate = useNavigate();
  const [isRegistering, setRegistering] = useState(false);
  const register = mayManage && (
    <Button size="xs" onClick={() => setRegistering(true)}>
      Register a detector
    </Button>
  );
  return (
    <Page title="Detectors" actions={register}>
      <Loaded read={read}>
        {(detectors) =>
          detectors.length === 0 ? (
            <Empty title="No detector yet" action={register}>
              A detector is what finds suspicious use and sends it as alerts: register it, make a key, and
              give the key to whoever runs it.
            </Empty>
          ) : (
            <Rows
              label="Detectors"
              heads={['Name', 'Owner', 'Legal basis', 'Sensitivity', 'Analytic', 'Threshold', 'State']}
              rows={detectors.map((of) => ({
                id: of.id,
                cells: [
                  <Anchor key="name" component={Link} to={paths.detector(of.id)} size="sm">
                    {of.name}
                  </Anchor>,
                  of.owner,
                  of.legalBasis,
                  inWords(of.sensitivity),
                  of.analytic ? `${of.analytic.name} ${of.analytic.version ?? ''}` : '–',
                  of.threshold ?? '–',
                  <DetectorState key="state" of={of} />,
                ],
              }))}
            />
          )
        }
      </Loaded>
      {isRegistering && (
        <RegisterDetector
          onClose={() => setRegistering(false)}
          onRegistered={({ id }) => void navigate(paths.detector(id))}
        />
      )}
    </Page>
  );
}

/** Whether its alerts are taken, and whether they are for trial only. */
export function DetectorState({ of }: { of: View<'DetectorView'> }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Badge variant="light" tt="none" color={of.disabledAt ? 'gray' : 'green'}>
        {of.disabledAt ? 'Disabled' : 'Enabled'}
      </Badge>
      {of.sandbox && (
        <Badge variant="light" tt="none" color="yellow">
          Sandbox
        </Badge>
      )}
    </Group>
  );
}
