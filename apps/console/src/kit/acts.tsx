import { Button, Group, Text } from '@mantine/core';

/** Something that can be done to a thing now; `because` says why this person may not. */
export interface PossibleAct<Act extends string> {
  act: Act;
  because: string | null;
}

/** How an act is called. */
export interface ActWords {
  label: string;
  color?: string;
  /** The one that goes on; others are quieter. */
  isMain?: boolean;
}

/** Buttons for what the person may do, and in words what they may not and why. */
export function Acts<Act extends string>({
  acts,
  words,
  onPick,
}: {
  acts: readonly PossibleAct<Act>[];
  words: Record<Act, ActWords>;
  onPick: (act: Act) => void;
}) {
  const may = acts.filter(({ because }) => because === null);
  const refused = acts.filter(({ because }) => because !== null);
  const reasons = [...new Set(refused.map(({ because }) => because))];
  return (
    <div>
      {may.length > 0 && (
        <Group gap="xs" className="no-print">
          {may.map(({ act }) => {
            const { label, color, isMain } = words[act];
            return (
              <Button
                key={act}
                size="xs"
                variant={isMain ? 'filled' : 'default'}
                {...(isMain && color ? { color } : {})}
                onClick={() => onPick(act)}
              >
                {label}…
              </Button>
            );
          })}
        </Group>
      )}
      {reasons.map((reason) => (
        <Text key={reason} size="sm" c="dimmed" mt={4}>
          <b>
            {refused
              .filter(({ because }) => because === reason)
              .map(({ act }) => words[act].label)
              .join(', ')}
            :
          </b>{' '}
          {reason}
        </Text>
      ))}
    </div>
  );
}
