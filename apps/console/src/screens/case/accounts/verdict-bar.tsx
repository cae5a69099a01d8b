import { Button } from '@mantine/core';
import { useState } from 'react';
import { useShortcuts } from '../../../app/shortcuts';
import { BulkBar } from '../../../kit/table/bulk-bar';
import type { Selection } from '../../../kit/table/selection';
import type { Status } from './account-status';
import { ShareDialog } from './share-dialog';
import type { Weighed } from './use-judge';
import { VerdictDialog } from './verdict-dialog';

/** Verdicts on the accounts that are ticked, or on all that are still suspected. */
export function VerdictBar({
  selection,
  suspected,
  weighed,
}: {
  selection: Selection;
  suspected: number;
  /** By which evidence the suspected ones are listed; all of the case where it is left out. */
  weighed?: Weighed;
}) {
  const [asked, setAsked] = useState<{ status: Status; accountIds: string[] | 'suspected' | Weighed }>();
  const [isSharing, setSharing] = useState(false);
  const accountIds = [...selection.ids];
  const ask = (status: Status): void => {
    if (accountIds.length > 0) setAsked({ status, accountIds });
  };
  useShortcuts([
    { keys: 'c', does: 'Confirm the ticked accounts', run: () => ask('confirmed') },
    { keys: 'l', does: 'Clear the ticked accounts', run: () => ask('cleared') },
  ]);
  return (
    <>
      <BulkBar selection={selection} noun="accounts">
        {accountIds.length > 0 && (
          <>
            <Button size="compact-sm" color="red" onClick={() => ask('confirmed')}>
              Confirm…
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => ask('cleared')}>
              Clear…
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => ask('suspected')}>
              Back to suspected…
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setSharing(true)}>
              Share of traffic…
            </Button>
          </>
        )}
        {accountIds.length === 0 && suspected > 0 && (
          <>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setAsked({ status: 'confirmed', accountIds: weighed ?? 'suspected' })}
            >
              Confirm all {suspected.toLocaleString('en')} suspected…
            </Button>
            {weighed && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setAsked({ status: 'cleared', accountIds: weighed })}
              >
                Clear all {suspected.toLocaleString('en')} suspected…
              </Button>
            )}
          </>
        )}
      </BulkBar>
      {asked && (
        <VerdictDialog
          {...asked}
          onClose={() => setAsked(undefined)}
          onJudged={selection.clear}
          count={suspected}
        />
      )}
      {isSharing && (
        <ShareDialog accountIds={accountIds} onClose={() => setSharing(false)} onShared={selection.clear} />
      )}
    </>
  );
}
