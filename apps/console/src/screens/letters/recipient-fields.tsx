import { Button, Group, Paper, Stack, Textarea, TextInput } from '@mantine/core';
import type { Recipient } from './letter-terms';

export const NO_RECIPIENT: Recipient = { honorific: '', name: '', title: '', body: '', addressLines: [] };

/** Whether anything is written of a recipient. */
export const isBlank = ({ honorific, name, title, body, addressLines }: Recipient): boolean =>
  [honorific, name, title, body, ...addressLines].every((text) => text.trim() === '');

/** Lines of a text, without empty ones. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** To whom a letter goes, in order of precedence. */
export function RecipientFields({
  value,
  onChange,
}: {
  value: readonly Recipient[];
  onChange: (recipients: Recipient[]) => void;
}) {
  const change = (at: number, part: Partial<Recipient>): void =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Stack gap="xs">
      {value.map((of, at) => (
        <Paper key={at} withBorder p="xs" role="group" aria-label={`Recipient ${at + 1}`}>
          <Group grow align="flex-start" gap="xs">
            <TextInput
              size="xs"
              label="Style"
              placeholder="The Honorable"
              value={of.honorific}
              onChange={(event) => change(at, { honorific: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              label="Name"
              description={undefined}
              value={of.name}
              onChange={(event) => change(at, { name: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              label="Office"
              value={of.title}
              onChange={(event) => change(at, { title: event.currentTarget.value })}
            />
          </Group>
          <TextInput
            size="xs"
            label="Body"
            value={of.body}
            onChange={(event) => change(at, { body: event.currentTarget.value })}
          />
          <Group align="flex-end" gap="xs">
            <Textarea
              size="xs"
              label="Address"
              flex={1}
              autosize
              minRows={2}
              defaultValue={of.addressLines.join('\n')}
              onChange={(event) => change(at, { addressLines: linesOf(event.currentTarget.value) })}
            />
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Leave out recipient ${at + 1}`}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              Leave out
            </Button>
          </Group>
        </Paper>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange([...value, NO_RECIPIENT])}
      >
        Add a recipient
      </Button>
    </Stack>
  );
}
