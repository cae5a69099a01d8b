import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { AskReason } from '../../../kit/ask-reason';

type Asked = 'approve' | 'return' | 'withdraw';

/** What may be done to a judgement now. */
export function JudgementActs({ of }: { of: View<'JudgementForReaderView'> }) {
  const mayJudge = useMay('attribution.judge');
  const mayReview = useMay('attribution.review');
  const [asked, setAsked] = useState<Asked>();
  // What is approved is what was read when the dialog came up.
  const [read, setRead] = useState(of);
  const params = { path: { id: of.id } };
  const touches = ['/v1/judgements', '/v1/cases/{id}/judgements'];
  const submit = useAct({
    act: () => answerOf(api.POST('/v1/judgements/{id}/submit', { params })),
    touches,
    done: () => 'Handed in: somebody who wrote none of it reviews it.',
  });
  const approve = useAct({
    act: (comment: string) =>
      answerOf(
        api.POST('/v1/judgements/{id}/approve', { params, body: { contentHash: read.contentHash, comment } }),
      ),
    touches,
    done: () => 'Approved: letters may go as far.',
    isQuiet: true,
  });
  const sendBack = useAct({
    act: (comment: string) => answerOf(api.POST('/v1/judgements/{id}/return', { params, body: { comment } })),
    touches,
    done: () => 'Sent back to its author.',
    isQuiet: true,
  });
  const withdraw = useAct({
    act: (reason: string) => answerOf(api.POST('/v1/judgements/{id}/withdraw', { params, body: { reason } })),
    touches,
    done: () => 'Withdrawn: letters that are not frozen may not say it any more.',
    isQuiet: true,
  });
  const ask = (act: Asked): void => {
    setRead(of);
    setAsked(act);
  };
  const end = (): void => setAsked(undefined);
  const canReview = of.allowed.includes('approved');
  return (
    <Group gap="xs">
      {mayJudge && of.allowed.includes('in_review') && (
        <Button size="compact-sm" loading={submit.isPending} onClick={() => submit.mutate()}>
          Hand in for review
        </Button>
      )}
      {canReview && mayReview && of.reviewBarred === null && (
        <>
          <Button size="compact-sm" onClick={() => ask('approve')}>
            Approve…
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => ask('return')}>
            Send back…
          </Button>
        </>
      )}
      {canReview && (!mayReview || of.reviewBarred !== null) && (
        <Text size="sm">
          {of.reviewBarred ?? 'Your roles do not review judgements.'} Somebody else has to review it.
        </Text>
      )}
      {mayJudge && of.allowed.includes('withdrawn') && (
        <Button size="compact-sm" variant="subtle" color="red" onClick={() => ask('withdraw')}>
          Withdraw…
        </Button>
      )}
      {asked === 'approve' && (
        <AskReason
          title={`Approve judgement ${read.number}?`}
          label="Which other explanations you weighed, and why this one stands"
          name="comment"
          confirm="Approve the judgement"
          isDanger={false}
          act={approve}
          onClose={end}
        >
          You approve “{read.statement}” on rung {read.rung}. Letters may then say “{read.phrase}”.
        </AskReason>
      )}
      {asked === 'return' && (
        <AskReason
          title={`Send judgement ${read.number} back?`}
          label="What is wanting"
          name="comment"
          confirm="Send it back"
          isDanger={false}
          act={sendBack}
          onClose={end}
        />
      )}
      {asked === 'withdraw' && (
        <AskReason
          title={`Withdraw judgement ${read.number}?`}
          confirm="Withdraw it"
          act={withdraw}
          onClose={end}
        >
          It stays on the record. Letters that are not frozen may not say it any more; those that are frozen
          are flagged where they do.
        </AskReason>
      )}
    </Group>
  );
}
