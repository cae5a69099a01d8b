import { Badge, Text } from '@mantine/core';
import type { View } from '../api/client';
import { useNameOf } from '../api/people';
import { severityName } from './words';
import { State, type StateLook } from './state';

export { inWords, severityName } from './words';

type Case = View<'CaseView'>;

const SEVERITY_COLORS = ['gray', 'gray', 'yellow', 'orange', 'red'] as const;

/** How grave something is: a word and a colour, never the colour alone. */
export function Severity({ of }: { of: number }) {
  return (
    <Badge variant="light" color={SEVERITY_COLORS[of]} tt="none">
      {severityName(of)}
    </Badge>
  );
}

/** Colours of the Traffic Light Protocol. @see FIRST, TLP 2.0 */
const TLP_COLORS: Record<Case['tlp'], string> = {
  CLEAR: '#ffffff',
  GREEN: '#33ff00',
  AMBER: '#ffc000',
  'AMBER+STRICT': '#ffc000',
  RED: '#ff2b2b',
};

/** Who may be told, in the protocol's own colours: on black, as it asks. */
export function Tlp({ of }: { of: Case['tlp'] }) {
  return (
    <Badge radius="xs" tt="none" bg="#000" c={TLP_COLORS[of]} title="Traffic Light Protocol">
      TLP:{of}
    </Badge>
  );
}

const STAGES: Record<Case['stage'], StateLook> = {
  New: { label: 'New', color: 'blue' },
  InProgress: { label: 'In progress', color: 'teal' },
  OnHold: { label: 'On hold', color: 'yellow' },
  Closed: { label: 'Closed', color: 'gray' },
};

/** The words for a stage. */
export const stageName = (stage: Case['stage']): string => STAGES[stage].label;

/** How far the work on a case is. */
export function Stage({ of }: { of: Case['stage'] }) {
  return <State of={STAGES[of]} />;
}

/** Somebody by name; what nobody has is said. */
export function Person({ id, nobody = 'Nobody' }: { id: string | null; nobody?: string }) {
  const nameOf = useNameOf();
  return (
    <Text span size="sm" c={id === null ? 'dimmed' : undefined}>
      {id === null ? nobody : nameOf(id)}
    </Text>
  );
}
