import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';

/** Something that is shown once and kept nowhere: a key, a one-time link, a secret. It can be copied. */
export function ShownOnce({
  title,
  children,
  value,
  onClose,
}: {
  title: string;
  /** What it is for and whom to give it to. */
  children: string;
  value: string;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeOnClickOutside={false} closeOnEscape={false}>
      <Stack gap="sm">
        <Text size="sm">{children} It is shown only this once: copy it before you close this.</Text>
        <Code block tabIndex={0} aria-label={title}>
          {value}
        </Code>
        <Group justify="flex-end">
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Button variant={copied ? 'light' : 'filled'} onClick={copy} data-autofocus>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            I have it
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
