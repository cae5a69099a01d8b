import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useMay } from '../../../api/me';
import { AskReason } from '../../../kit/ask-reason';
import { many } from '../../../kit/numbers';
import type { Import } from './import-state';

/** Takes an import as a whole out of what counts, from the next snapshot on. */
export function WithdrawImport({ of }: { of: Import }) {
  const mayWithdraw = useMay('usage.withdraw');
  const [isAsking, setAsking] = useState(false);
  const withdraw = useAct({
    act: (reason: string) =>
      answerOf(api.POST('/v1/imports/{id}/withdraw', { params: { path: { id: of.id } }, body: { reason } })),
    touches: ['/v1/imports'],
    done: ({ no }) => `Import ${no} is withdrawn.`,
    isQuiet: true,
  });
  if (!mayWithdraw || !of.allowed.includes('withdraw')) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        Withdraw…
      </Button>
      {isAsking && (
        <AskReason
          title={`Withdraw import ${of.no}: ${of.fileName}`}
          confirm="Withdraw the import"
          act={withdraw}
          onClose={() => setAsking(false)}
        >
          {of.kind === 'withdrawals'
            ? `The next snapshot has the ${many(of.loaded, 'request')} again that this file withdrew.`
            : `The next snapshot does not have the ${many(of.loaded, 'row')} that this file brought; another import can bring them again.`}{' '}
          Snapshots that were taken before count as they did. It is not taken back: bring the file anew.
        </AskReason>
      )}
    </>
  );
}
