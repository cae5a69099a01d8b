import {
  Badge,
  Button,
  Checkbox,
  Code,
  Group,
  NumberInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Confirmed } from '../../../kit/confirm';
import { Empty } from '../../../kit/empty';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { ShownOnce } from '../../../kit/shown-once';

type Key = View<'KeyView'>;
type NewKey = View<'NewKeyView'>;
type Scope = Key['scopes'][number];

const SCOPES: { value: Scope; label: string }[] = [
  { value: 'alerts.send', label: 'Send alerts' },
  { value: 'alerts.read', label: 'Read its alerts' },
  { value: 'usage.import', label: 'Import usage' },
  { value: 'usage.read', label: 'Read usage' },
];
const scopeName = (scope: Scope): string => SCOPES.find(({ value }) => value === scope)?.label ?? scope;

/** The keys under which a detector sends: made, rotated with an overlap, and revoked. */
export function Keys({ detectorId }: { detectorId: string }) {
  const read = useRead('/v1/detectors/{id}/keys', { path: { id: detectorId } });
  const mayManage = useMay('detectors.manage');
  const [isMaking, setMaking] = useState(false);
  const [rotated, setRotated] = useState<Key>();
  const [made, setMade] = useState<NewKey>();
  const make = mayManage && (
    <Button size="compact-sm" variant="default" onClick={() => setMaking(true)}>
      Make a key…
    </Button>
  );
  const show = (key: NewKey): void => {
    setMaking(false);
    setRotated(undefined);
    setMade(key);
  };
  return (
    <section aria-labelledby="keys">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5" id="keys">
          Keys
        </Title>
        {make}
      </Group>
      <Loaded read={read}>
        {(keys) =>
          keys.length === 0 ? (
            <Empty title="No key yet" action={make}>
              Whoever runs the detector sends alerts under a key. A key is shown once, when it is made.
            </Empty>
          ) : (
            <Rows
              label="Keys"
              heads={[
                'Key',
                'Label',
                'May',
                'Last used',
                'Ends',
                'State',
                ...(mayManage ? ['What can be done'] : []),
              ]}
              rows={keys.map((key) => ({
                id: key.id,
                cells: [
                  <Code key="prefix">{key.prefix}…</Code>,
                  key.label || '–',
                  key.scopes.map(scopeName).join(', '),
                  key.lastUsedAt ? <Instant key="used" at={key.lastUsedAt} isShort /> : 'Never',
                  key.expiresAt ? <Instant key="ends" at={key.expiresAt} isShort /> : 'Never',
                  <KeyState key="state" of={key} />,
                  ...(mayManage
                    ? [
                        <KeyActs
                          key="acts"
                          detectorId={detectorId}
                          of={key}
                          onRotate={() => setRotated(key)}
                        />,
                      ]
                    : []),
                ],
              }))}
            />
          )
        }
      </Loaded>
      {isMaking && <MakeKey detectorId={detectorId} onClose={() => setMaking(false)} onMade={show} />}
      {rotated && (
        <RotateKey
          detectorId={detectorId}
          of={rotated}
          onClose={() => setRotated(undefined)}
          onRotated={show}
        />
      )}
      {made && (
        <ShownOnce title="The new key" value={made.secret} onClose={() => setMade(undefined)}>
          Give it to whoever runs the detector, by a way that only they read.
        </ShownOnce>
      )}
    </section>
  );
}

const isOver = ({ revokedAt, expiresAt }: Key): boolean =>
  revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now());

function KeyState({ of }: { of: Key }) {
  const words = of.revokedAt ? 'Revoked' : isOver(of) ? 'Ended' : 'Good';
  return (
    <Badge variant="light" tt="none" color={words === 'Good' ? 'green' : 'gray'}>
      {words}
    </Badge>
  );
}

function KeyActs({ detectorId, of, onRotate }: { detectorId: string; of: Key; onRotate: () => void }) {
  const revoke = useAct({
    act: () =>
      answerOf(
        api.DELETE('/v1/detectors/{id}/keys/{keyId}', {
          params: { path: { id: detectorId, keyId: of.id } },
        }),
      ),
    touches: ['/v1/detectors'],
    done: () => `The key ${of.prefix}… is revoked.`,
  });
  if (isOver(of)) return null;
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" onClick={onRotate}>
        Rotate…
      </Button>
      <Confirmed
        label="Revoke…"
        title={`Revoke the key ${of.prefix}…?`}
        act="Revoke"
        isDanger
        loading={revoke.isPending}
        onConfirm={() => revoke.mutate()}
      >
        Whatever is sent under it is refused from now on. This cannot be taken back.
      </Confirmed>
    </Group>
  );
}

interface MakeProps {
  detectorId: string;
  onClose: () => void;
  onMade: (key: NewKey) => void;
}

function MakeKey({ detectorId, onClose, onMade }: MakeProps) {
  const form = useForm({ label: '', ends: '' });
  const [scopes, setScopes] = useState<Scope[]>(['alerts.send']);
  const make = useAct({
    act: () => {
      const { label, ends } = form.values;
      const body = {
        scopes,
        ...(label ? { label } : {}),
        ...(ends ? { expiresAt: new Date(ends).toISOString() } : {}),
      };
      return answerOf(api.POST('/v1/detectors/{id}/keys', { params: { path: { id: detectorId } }, body }));
    },
    touches: ['/v1/detectors'],
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Make a key"
      act="Make the key"
      isPending={make.isPending}
      problem={form.problem}
      fields={['label', 'scopes', 'expiresAt']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        make.mutate(undefined, { onSuccess: onMade, onError: form.refuse });
      }}
    >
      <TextInput
        label="Label"
        description="What its holders call it, such as the place where it is used."
        data-autofocus
        {...form.field('label')}
      />
      <Checkbox.Group
        label="What it may be used for"
        required
        value={scopes}
        error={form.problem?.fault('scopes')}
        onChange={(chosen) => setScopes(chosen as Scope[])}
      >
        <Stack gap={8} mt={4}>
          {SCOPES.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput
        type="datetime-local"
        label="Ends"
        description="From when it is no longer taken, in your time zone; left empty, it has no end."
        {...form.field('ends')}
        error={form.problem?.fault('expiresAt')}
      />
    </FormDialog>
  );
}

function RotateKey({
  detectorId,
  of,
  onClose,
  onRotated,
}: {
  detectorId: string;
  of: Key;
  onClose: () => void;
  onRotated: (key: NewKey) => void;
}) {
  const [overlapHours, setHours] = useState<number | string>(24);
  const rotate = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/detectors/{id}/keys/{keyId}/rotate', {
          params: { path: { id: detectorId, keyId: of.id } },
          body: { overlapHours: Number(overlapHours) },
        }),
      ),
    touches: ['/v1/detectors'],
    isQuiet: true,
  });
  return (
    <FormDialog
      title={`Rotate the key ${of.prefix}…`}
      act="Make its successor"
      isPending={rotate.isPending}
      problem={rotate.error}
      fields={['overlapHours']}
      onClose={onClose}
      onSubmit={() => rotate.mutate(undefined, { onSuccess: onRotated })}
    >
      <Text size="sm">
        A new key with the same rights takes its place. The old one stays good for a while, so that it can be
        exchanged without a gap.
      </Text>
      <NumberInput
        label="Hours for which both are good"
        description="0 ends the old key at once."
        min={0}
        value={overlapHours}
        onChange={setHours}
        error={rotate.error?.fault('overlapHours')}
      />
    </FormDialog>
  );
}
