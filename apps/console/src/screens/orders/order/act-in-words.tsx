import { Code, List, Text } from '@mantine/core';
import { many } from '../../../kit/numbers';
import { ACTIONS, type Order } from '../order-terms';
import type { OrderAct } from './order-acts';

/** What an act will do, in a sentence or two. */
export function ActInWords({ act, of }: { act: Exclude<OrderAct, 'approve'>; of: Order }) {
  const whom = many(of.total, 'account');
  const { done } = ACTIONS[of.action];
  const open = (of.counts['pending'] ?? 0) + (of.counts['claimed'] ?? 0);
  const finished = of.counts['done'] ?? 0;
  const words: Record<Exclude<OrderAct, 'approve'>, string> = {
    propose: `The order that ${whom} be ${done} goes before those who may approve it. From then on you cannot approve it yourself. Nothing is sent yet.`,
    reject: `No account is touched. The order ends here; what is still wanted has to be drafted anew.`,
    execute: `The account platform is told, one by one and at the rate that this installation allows, to have ${whom} ${done}. Whoever is ${done} notices at once. You can stop it at any time.`,
    stop: `No further account is sent, but those that are under way this second. ${many(finished, 'account')} done so far stay as they are; ${many(open, 'account')} wait.`,
    resume: `The account platform is told to have the remaining ${many(open, 'account')} ${done}. Each must still be confirmed in the case.`,
    retry: `The account platform is asked once more about ${many(of.counts['failed'] ?? 0, 'account')} for which it failed. What is done stays done.`,
    revert: `This drafts a second order that reinstates the accounts which this one changed, ${many(finished - (of.reasons['already_so'] ?? 0), 'account')}. Accounts that were banned before stay banned. Nothing is sent until somebody proposes and another person approves it.`,
    cancel: of.startedAt
      ? `${many(finished, 'account')} that are done stay as they are. ${many(open, 'account')} not sent yet are skipped for good.`
      : `No account is touched. The order ends here.`,
  };
  return <Text size="sm">{words[act]}</Text>;
}

/** What exactly is approved, and the hash that names it. */
export function Approving({ of }: { of: Order }) {
  const { facts, because, staying } = of.blastRadius;
  const left = Object.values(staying ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <Text size="sm">You consent to exactly this, and to nothing else:</Text>
      <List size="sm" spacing={4}>
        <List.Item>
          <b>
            {many(of.total, 'account')} of case #{of.caseNumber}
          </b>{' '}
          are {ACTIONS[of.action].done}: those listed on this page. None can be added afterwards.
        </List.Item>
        <List.Item>The account platform is told the reason: “{of.reason}”</List.Item>
        {facts ? (
          <>
            <List.Item>
              {many(facts.organisations.touched, 'organisation')}{' '}
              {facts.organisations.touched === 1 ? 'loses' : 'lose'} accounts,{' '}
              {facts.organisations.whole === 0
                ? 'none of them all.'
                : `${facts.organisations.whole} of them all that they have, by accounts or by seats.`}
            </List.Item>
            {facts.alreadyBanned > 0 && (
              <List.Item>{many(facts.alreadyBanned, 'account')} are banned already.</List.Item>
            )}
            {facts.unknown > 0 && (
              <List.Item>Of {many(facts.unknown, 'account')} the snapshot knows nothing.</List.Item>
            )}
          </>
        ) : (
          <List.Item>{because}</List.Item>
        )}
        {staying && <List.Item>{many(left, 'account')} of the case stay as they are.</List.Item>}
      </List>
      <Text size="sm">
        Proposed by {of.proposedByName}. Your name is put under this hash; were one account or word of it
        otherwise, the hash would be another and the approval would be refused:
      </Text>
      <Code block>{of.contentHash}</Code>
      <Text size="sm">Approving sends nothing yet. Somebody has to start it after that.</Text>
    </>
  );
}
