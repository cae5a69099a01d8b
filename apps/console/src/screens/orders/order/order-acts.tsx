import { Paper } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answerOf, api, type View } from '../../../api/client';
import { paths } from '../../../app/paths';
import { ActDialog, type Asked } from '../../../kit/act-dialog';
import { Acts, type ActWords } from '../../../kit/acts';
import { many } from '../../../kit/numbers';
import { ACTIONS, type Order } from '../order-terms';
import { ActInWords, Approving } from './act-in-words';

export type OrderAct = View<'OrderActView'>['act'];

/** How acts are called, what they ask for, and what is said when they are done. */
const ACTS: Record<OrderAct, ActWords & { asks?: readonly Asked[]; done: string }> = {
  propose: { label: 'Propose', isMain: true, done: 'The order waits for approval.' },
  approve: { label: 'Approve', isMain: true, color: 'red', done: 'The order is approved.' },
  reject: {
    label: 'Reject',
    asks: [
      { name: 'reason', label: 'Reason', description: 'What is wrong with it, for whoever proposed it.' },
    ],
    done: 'The order is rejected.',
  },
  execute: { label: 'Carry out', isMain: true, color: 'red', done: 'The order is being carried out.' },
  stop: {
    label: 'Stop',
    isMain: true,
    color: 'orange',
    asks: [{ name: 'reason', label: 'Reason' }],
    done: 'The order is stopped.',
  },
  resume: { label: 'Go on', isMain: true, color: 'red', done: 'The order goes on.' },
  retry: { label: 'Try the failed ones again', isMain: true, done: 'The failed accounts are tried again.' },
  revert: {
    label: 'Take back',
    asks: [{ name: 'reason', label: 'Reason', description: 'Why the accounts are to be reinstated.' }],
    done: 'The order that takes it back is drafted.',
  },
  cancel: { label: 'Withdraw', asks: [{ name: 'reason', label: 'Reason' }], done: 'The order is withdrawn.' },
};

/** What can be done to an order, asked once more in words that say exactly what will happen to how many. */
export function OrderActs({ of }: { of: Order }) {
  // The order as it was read when the dialog came up: consent is to that, whatever happens meanwhile.
  const [asked, setAsked] = useState<{ act: OrderAct; order: Order }>();
  const navigate = useNavigate();
  // While something is being done the dialog stays, whatever the order is open to meanwhile.
  if (of.acts.length === 0 && !asked) return null;
  return (
    <Paper withBorder p="sm" role="region" aria-label="What can be done">
      <Acts acts={of.acts} words={ACTS} onPick={(act) => setAsked({ act, order: of })} />
      {asked && (
        <ActDialog
          title={`${ACTS[asked.act].label}: order ${of.number}`}
          label={buttonOf(asked.act, asked.order)}
          {...(ACTS[asked.act].color ? { color: ACTS[asked.act].color } : {})}
          asks={ACTS[asked.act].asks ?? []}
          touches={['/v1/orders']}
          done={() => ACTS[asked.act].done}
          act={({ reason = '' }) => send(asked.act, asked.order, reason)}
          onDone={({ id }) => id !== of.id && void navigate(paths.order(id))}
          onClose={() => setAsked(undefined)}
        >
          {asked.act === 'approve' ? (
            <Approving of={asked.order} />
          ) : (
            <ActInWords act={asked.act} of={asked.order} />
          )}
        </ActDialog>
      )}
    </Paper>
  );
}

/** The button says what happens. */
function buttonOf(act: OrderAct, of: Order): string {
  const whom = many(of.total, 'account');
  const open = many((of.counts['pending'] ?? 0) + (of.counts['claimed'] ?? 0), 'account');
  const words: Record<OrderAct, string> = {
    propose: `Propose: ${ACTIONS[of.action].noun.toLowerCase()} ${whom}`,
    approve: `Approve: ${ACTIONS[of.action].noun.toLowerCase()} ${whom}`,
    reject: 'Reject the order',
    execute: `${ACTIONS[of.action].noun} ${whom} now`,
    stop: 'Stop the order now',
    resume: `Go on with ${open}`,
    retry: `Try ${many(of.counts['failed'] ?? 0, 'account')} again`,
    revert: 'Draft the order that takes it back',
    cancel: 'Withdraw the order',
  };
  return words[act];
}

function send(act: OrderAct, { id, contentHash }: Order, reason: string): Promise<Order> {
  const params = { path: { id } };
  const because = { params, body: { reason } };
  switch (act) {
    case 'propose':
      return answerOf(api.POST('/v1/orders/{id}/propose', { params }));
    case 'approve':
      return answerOf(api.POST('/v1/orders/{id}/approve', { params, body: { contentHash } }));
    case 'reject':
      return answerOf(api.POST('/v1/orders/{id}/reject', because));
    case 'execute':
      return answerOf(api.POST('/v1/orders/{id}/execute', { params }));
    case 'stop':
      return answerOf(api.POST('/v1/orders/{id}/stop', because));
    case 'resume':
      return answerOf(api.POST('/v1/orders/{id}/resume', { params }));
    case 'retry':
      return answerOf(api.POST('/v1/orders/{id}/retry', { params }));
    case 'revert':
      return answerOf(api.POST('/v1/orders/{id}/revert', because));
    case 'cancel':
      return answerOf(api.POST('/v1/orders/{id}/cancel', because));
  }
}
