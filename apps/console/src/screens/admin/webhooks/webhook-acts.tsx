import { Button, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { paths } from '../../../app/paths';
import { AskReason } from '../../../kit/ask-reason';
import { Confirmed } from '../../../kit/confirm';
import { FormDialog } from '../../../kit/form-dialog';
import { ShownOnce } from '../../../kit/shown-once';
import { WebhookDialog } from './webhook-dialog';

type Webhook = View<'WebhookView'>;
interface DialogProps {
  of: Webhook;
  onClose: () => void;
}

/** What can be done to a webhook: tried, stopped, started, given a new secret, removed. */
export function WebhookActs({ of }: { of: Webhook }) {
  const mayManage = useMay('webhooks.manage');
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'change' | 'disable' | 'rotate'>();
  const params = { path: { id: of.id } };
  const touches = ['/v1/webhooks'];
  const test = useAct({
    act: () => answerOf(api.POST('/v1/webhooks/{id}/test', { params })),
    touches,
    done: () => 'A test is on its way: see it among the deliveries.',
  });
  const enable = useAct({
    act: () => answerOf(api.POST('/v1/webhooks/{id}/enable', { params })),
    touches,
    done: () => 'It is sent to again.',
  });
  const remove = useAct({
    act: () => answerOf(api.DELETE('/v1/webhooks/{id}', { params })),
    touches: [],
    done: () => `The webhook to ${of.url} is removed.`,
  });
  if (!mayManage) return null;
  const close = (): void => setAsked(undefined);
  return (
    <>
      <Button size="compact-sm" loading={test.isPending} onClick={() => test.mutate()}>
        Send a test
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setAsked('change')}>
        Change…
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setAsked('rotate')}>
        New secret…
      </Button>
      {of.status === 'enabled' ? (
        <Button size="compact-sm" variant="default" onClick={() => setAsked('disable')}>
          Disable…
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          loading={enable.isPending}
          onClick={() => enable.mutate()}
        >
          Enable
        </Button>
      )}
      <Confirmed
        label="Remove…"
        title="Remove the webhook?"
        act="Remove it"
        isDanger
        onConfirm={() =>
          remove.mutate(undefined, { onSuccess: () => void navigate(paths.webhooks, { replace: true }) })
        }
      >
        Nothing is sent to {of.url} any more, and its deliveries are no longer listed. This cannot be taken
        back.
      </Confirmed>
      {asked === 'change' && <WebhookDialog webhook={of} onClose={close} onSaved={close} />}
      {asked === 'disable' && <Disable of={of} onClose={close} />}
      {asked === 'rotate' && <Rotate of={of} onClose={close} />}
    </>
  );
}

function Disable({ of, onClose }: DialogProps) {
  const disable = useAct({
    act: (reason: string) =>
      answerOf(api.POST('/v1/webhooks/{id}/disable', { params: { path: { id: of.id } }, body: { reason } })),
    touches: ['/v1/webhooks'],
    done: () => 'Nothing is sent to it until it is enabled.',
    isQuiet: true,
  });
  return (
    <AskReason
      title="Disable the webhook"
      confirm="Disable it"
      isDanger={false}
      act={disable}
      onClose={onClose}
    />
  );
}

function Rotate({ of, onClose }: DialogProps) {
  const [overlapHours, setHours] = useState<number | string>(24);
  const [secret, setSecret] = useState<string>();
  const rotate = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/webhooks/{id}/rotate', {
          params: { path: { id: of.id } },
          body: { overlapHours: Number(overlapHours) },
        }),
      ),
    touches: ['/v1/webhooks'],
    done: () => 'It is signed with a new secret.',
    isQuiet: true,
  });
  if (secret !== undefined)
    return (
      <ShownOnce title="The new signing secret" value={secret} onClose={onClose}>
        Give it to whoever runs the receiver.
      </ShownOnce>
    );
  return (
    <FormDialog
      title="A new signing secret"
      act="Make it"
      isPending={rotate.isPending}
      problem={rotate.error}
      fields={['overlapHours']}
      onClose={onClose}
      onSubmit={() =>
        rotate.mutate(undefined, {
          onSuccess: (made) => (made.secret === null ? onClose() : setSecret(made.secret)),
        })
      }
    >
      <Text size="sm">For a while everything is signed with both, so that the receiver can change over.</Text>
      <NumberInput
        label="Hours for which both are used"
        min={0}
        value={overlapHours}
        onChange={setHours}
        error={rotate.error?.fault('overlapHours')}
      />
    </FormDialog>
  );
}
