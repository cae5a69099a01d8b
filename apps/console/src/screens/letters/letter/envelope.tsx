import { Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { TLPS } from '../../../kit/case-terms';
import type { Content } from '../letter-terms';
import { linesOf, RecipientFields } from '../recipient-fields';

/** The id of the field that a finding points at, so that one can be brought to it. */
export const fieldId = (pointer: string): string => `letter${pointer.replaceAll('/', '-')}`;

/** What stands around the text of a letter: from whom and to whom, about what, and how it ends. */
export function Envelope({ of, onChange }: { of: Content; onChange: (part: Partial<Content>) => void }) {
  const { sender, signatory } = of;
  return (
    <Stack gap="xs">
      <TextInput
        size="xs"
        id={fieldId('/subject')}
        label="Subject"
        value={of.subject ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ subject: value === '' ? null : value })}
      />
      <RecipientFields value={of.recipients} onChange={(recipients) => onChange({ recipients })} />
      <Group grow align="flex-start">
        <TextInput
          size="xs"
          id={fieldId('/salutation')}
          label="Salutation"
          value={of.salutation}
          onChange={({ currentTarget: { value } }) => onChange({ salutation: value })}
        />
        <TextInput
          size="xs"
          id={fieldId('/closing')}
          label="Closing"
          value={of.closing}
          onChange={({ currentTarget: { value } }) => onChange({ closing: value })}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          size="xs"
          label="Signs as"
          id={fieldId('/signatory/role')}
          value={signatory.role}
          onChange={({ currentTarget: { value } }) => onChange({ signatory: { ...signatory, role: value } })}
        />
        <TextInput
          size="xs"
          label="Name of whoever signs"
          value={signatory.name ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ signatory: { role: signatory.role, ...(value ? { name: value } : {}) } })
          }
        />
        <Select
          size="xs"
          label="Traffic Light Protocol"
          placeholder="None"
          clearable
          data={TLPS}
          value={of.tlp}
          onChange={(tlp) => onChange({ tlp: tlp as Content['tlp'] })}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          size="xs"
          label="Sender"
          id={fieldId('/sender/name')}
          value={sender.name}
          onChange={({ currentTarget: { value } }) => onChange({ sender: { ...sender, name: value } })}
        />
        <TextInput
          size="xs"
          label="How to reach the sender"
          id={fieldId('/sender/contact')}
          value={sender.contact}
          onChange={({ currentTarget: { value } }) => onChange({ sender: { ...sender, contact: value } })}
        />
      </Group>
      <Group grow align="flex-start">
        <Lines
          label="Address of the sender"
          pointer="/sender/addressLines"
          value={sender.addressLines}
          onChange={(addressLines) => onChange({ sender: { ...sender, addressLines } })}
        />
        <Lines
          label="Enclosures"
          pointer="/enclosures"
          value={of.enclosures}
          onChange={(enclosures) => onChange({ enclosures })}
        />
        <Lines
          label="Copies to"
          pointer="/copies"
          value={of.copies}
          onChange={(copies) => onChange({ copies })}
        />
      </Group>
    </Stack>
  );
}

/** A list of texts, one a line. */
function Lines(props: {
  label: string;
  pointer: string;
  value: readonly string[];
  onChange: (lines: string[]) => void;
}) {
  return (
    <Textarea
      size="xs"
      id={fieldId(props.pointer)}
      label={props.label}
      autosize
      minRows={2}
      defaultValue={props.value.join('\n')}
      onChange={(event) => props.onChange(linesOf(event.currentTarget.value))}
    />
  );
}
