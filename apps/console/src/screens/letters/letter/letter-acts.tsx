import { Code, List, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { answerOf, api, type View } from '../../../api/client';
import { ActDialog, type Asked } from '../../../kit/act-dialog';
import { Acts, type ActWords } from '../../../kit/acts';
import { many } from '../../../kit/numbers';
import { instantIn, localIn, VIEWER_ZONE } from '../../../kit/zoned';
import { contentOf, type Letter } from '../letter-terms';

export type LetterAct = View<'LetterActView'>['act'];
/** Those that have a button of their own; editing is the text itself, and flags stand where they are shown. */
type Asking = Exclude<LetterAct, 'edit' | 'resolve_flag'>;

const today = (zone: string): string => localIn(Date.now(), zone).slice(0, 10);

const WORDS: Record<Asking, ActWords & { button: string; done: string }> = {
  submit: {
    label: 'Hand in for review',
    isMain: true,
    button: 'Hand it in',
    done: 'The letter is in review.',
  },
  approve: { label: 'Approve', isMain: true, button: 'Approve these words', done: 'The letter is approved.' },
  request_changes: {
    label: 'Ask for changes',
    button: 'Ask for changes',
    done: 'The author is asked for changes.',
  },
  freeze: { label: 'Freeze', isMain: true, button: 'Freeze the letter', done: 'The letter is frozen.' },
  sign: { label: 'Sign', isMain: true, button: 'Sign the letter', done: 'The letter is signed.' },
  dispatch: {
    label: 'Send',
    isMain: true,
    color: 'red',
    button: 'Send the letter',
    done: 'The letter is on its way.',
  },
  resolve: {
    label: 'Say what became of it',
    isMain: true,
    button: 'Record it',
    done: 'It is recorded.',
  },
  acknowledge: {
    label: 'Record a receipt',
    isMain: true,
    button: 'Record the receipt',
    done: 'The receipt is recorded.',
  },
  withdraw: { label: 'Withdraw', button: 'Withdraw the letter', done: 'The letter is withdrawn.' },
};

/** What can be done to a letter, asked once more in words that say exactly what will happen. */
export function LetterActs({ of }: { of: Letter }) {
  // The letter as it was read when the dialog came up: consent is to that, whatever happens meanwhile.
  const [asked, setAsked] = useState<{ act: Asking; letter: Letter }>();
  const acts = of.acts.filter((one): one is { act: Asking; because: string | null } => one.act in WORDS);
  // While something is being done the dialog stays, whatever the letter is open to meanwhile.
  if (acts.length === 0 && !asked) return null;
  return (
    <Paper withBorder p="sm" role="region" aria-label="What can be done">
      <Acts acts={acts} words={WORDS} onPick={(act) => setAsked({ act, letter: of })} />
      {asked && (
        <ActDialog
          title={`${WORDS[asked.act].label}: ${of.number}`}
          label={WORDS[asked.act].button}
          {...(WORDS[asked.act].color ? { color: WORDS[asked.act].color } : {})}
          asks={asksOf(asked.act, asked.letter)}
          touches={['/v1/letters']}
          done={() => WORDS[asked.act].done}
          act={(given) => send(asked.act, asked.letter, given)}
          onClose={() => setAsked(undefined)}
        >
          <InWords act={asked.act} of={asked.letter} />
        </ActDialog>
      )}
    </Paper>
  );
}

function asksOf(act: Asking, of: Letter): readonly Asked[] {
  switch (act) {
    case 'approve':
      return [{ name: 'comment', label: 'Comment', isOptional: true }];
    case 'request_changes':
      return [{ name: 'comment', label: 'What is to be changed', isOptional: true }];
    case 'freeze': {
      const { date, dateZone } = contentOf(of);
      return [
        {
          name: 'date',
          label: `Date of the letter (${dateZone})`,
          type: 'date',
          initial: date ?? today(dateZone),
        },
      ];
    }
    case 'resolve':
      return [
        {
          name: 'outcome',
          label: 'What became of it',
          options: [
            { value: 'delivered', label: 'It is with the recipient' },
            { value: 'not_delivered', label: 'It is not: try it again' },
          ],
        },
        { name: 'note', label: 'How you know' },
      ];
    case 'acknowledge':
      return [
        {
          name: 'receivedAt',
          label: `When it was acknowledged (${VIEWER_ZONE})`,
          type: 'datetime-local',
          initial: localIn(Date.now() - 60_000, VIEWER_ZONE),
        },
        { name: 'reference', label: "The recipient's reference", type: 'text', isOptional: true },
        { name: 'note', label: 'Note', isOptional: true },
      ];
    case 'withdraw':
      return [{ name: 'reason', label: 'Reason' }];
    case 'submit':
    case 'sign':
    case 'dispatch':
      return [];
  }
}

/** What an act will do, in plain words. */
function InWords({ act, of }: { act: Asking; of: Letter }) {
  const { recipients, signatory, dateZone } = contentOf(of);
  const to = recipients.map(({ name, title, body }) => [name, title, body].filter(Boolean).join(', '));
  switch (act) {
    case 'submit':
      return (
        <Text size="sm">
          Version {of.version} goes before counsel, who did not write any of it.{' '}
          {of.findings.length > 0 &&
            `${many(of.findings.length, 'thing')} in the text must still be put right; it cannot be approved with them. `}
          An edit after this takes it back to a draft.
        </Text>
      );
    case 'approve':
      return (
        <Text size="sm">
          You approve every word and figure of version {of.version}, as it stands on this page. Should a
          figure come out otherwise later, the approval falls away.
        </Text>
      );
    case 'request_changes':
      return <Text size="sm">The letter goes back to its author with your comment.</Text>;
    case 'freeze':
      return (
        <>
          <Text size="sm">From now on nothing in it can be changed. Frozen are:</Text>
          <List size="sm">
            <List.Item>
              the words of version {of.version}, under the date below ({dateZone})
            </List.Item>
            <List.Item>the figures it cites, as they were counted and approved, in its appendix</List.Item>
            <List.Item>the PDF and the Word file, kept as evidence with their hashes</List.Item>
          </List>
          <Text size="sm">A mistake found later is corrected by withdrawing it and drafting another.</Text>
        </>
      );
    case 'sign':
      return (
        <>
          <Text size="sm">
            You sign as {signatory.role} exactly the letter that was frozen, dated {of.frozen?.date}, to{' '}
            {to.join('; ')}. Its hash:
          </Text>
          <Code block>{of.frozen?.contentHash}</Code>
          <Text size="sm">Read the PDF on this page first: it is what leaves.</Text>
        </>
      );
    case 'dispatch':
      return (
        <>
          <Text size="sm">
            The letter leaves Docket, once, addressed to {to.join('; ')}. After that it cannot be withdrawn,
            only followed by another letter.
          </Text>
          <Text size="sm">
            Unless your installation has another way of delivery, sending <b>writes files</b>: the PDF and the
            Word file go into the directory for outgoing letters, under {of.number}. Docket sends no e-mail
            and no post; your staff or mail system takes them from there.
          </Text>
        </>
      );
    case 'resolve':
      return (
        <Text size="sm">
          Docket does not know whether the last attempt arrived:{' '}
          {of.dispatch?.attempts.at(-1)?.note ?? 'no answer'}. Look whether the letter is there, then say so.
        </Text>
      );
    case 'acknowledge':
      return <Text size="sm">A joint letter may have a receipt of each recipient.</Text>;
    case 'withdraw':
      return <Text size="sm">The letter is given up and never leaves. It stays on the record.</Text>;
  }
}

function send(act: Asking, of: Letter, given: Record<string, string>): Promise<Letter> {
  const params = { path: { id: of.id } };
  const { comment = '', date = '', outcome = '', note = '', reason = '', reference = '' } = given;
  switch (act) {
    case 'submit':
      return answerOf(api.POST('/v1/letters/{id}/submit', { params }));
    case 'approve':
    case 'request_changes':
      return answerOf(
        api.POST('/v1/letters/{id}/review', {
          params,
          body: { decision: act, comment, version: of.version },
        }),
      );
    case 'freeze':
      return answerOf(api.POST('/v1/letters/{id}/freeze', { params, body: { date } }));
    case 'sign': {
      const contentHash = of.frozen?.contentHash ?? '';
      return answerOf(api.POST('/v1/letters/{id}/sign', { params, body: { contentHash } }));
    }
    case 'dispatch':
      return answerOf(api.POST('/v1/letters/{id}/dispatch', { params }));
    case 'resolve':
      return answerOf(
        api.POST('/v1/letters/{id}/dispatch/resolve', {
          params,
          body: { outcome: outcome as View<'ResolveDispatch'>['outcome'], note },
        }),
      );
    case 'acknowledge':
      return answerOf(
        api.POST('/v1/letters/{id}/receipts', {
          params,
          body: { receivedAt: instantIn(given['receivedAt'] ?? '', VIEWER_ZONE), reference, note },
        }),
      );
    case 'withdraw':
      return answerOf(api.POST('/v1/letters/{id}/withdraw', { params, body: { reason } }));
  }
}
