import { Progress, Text } from '@mantine/core';
import type { View } from '../../../api/client';
import { Instant } from '../../../kit/instant';
import { bytes } from '../../../kit/numbers';
import { State, type StateLook } from '../../../kit/state';

export type Import = View<'ImportView'>;

const STATES: Record<Import['state'], StateLook> = {
  awaiting_content: { label: 'Waits for its file', color: 'yellow' },
  loading: { label: 'Loading', color: 'blue' },
  done: { label: 'Done', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  cancelled: { label: 'Ended', color: 'gray' },
};

export const KINDS: Record<Import['kind'], string> = {
  usage: 'Usage',
  accounts: 'Accounts',
  withdrawals: 'Withdrawals',
};

/** How far an import is, in a word. */
export function ImportState({ of }: { of: Import }) {
  const { label, color } = of.withdrawnAt ? { label: 'Withdrawn', color: 'gray' } : STATES[of.state];
  return <State of={{ label, color }} />;
}

/** Who took it out of what counts, when and why. */
export function Withdrawn({ of: { withdrawnAt, withdrawnBy, withdrawnReason } }: { of: Import }) {
  if (!withdrawnAt) return '–';
  return (
    <>
      {withdrawnBy}, <Instant at={withdrawnAt} isShort />: {withdrawnReason}
    </>
  );
}

/** How much of the file is loaded, and how long the rest will take. */
export function ImportProgress({ of: { state, progress } }: { of: Import }) {
  if (state !== 'loading') return null;
  const { bytesDone, bytesTotal, remainingSeconds, rowsPerSecond } = progress;
  return (
    <div>
      <Progress
        value={bytesTotal > 0 ? (100 * bytesDone) / bytesTotal : 0}
        aria-label={`${bytes(bytesDone)} of ${bytes(bytesTotal)} are loaded`}
      />
      <Text size="xs" c="dimmed" role="status">
        {bytes(bytesDone)} of {bytes(bytesTotal)}, {rowsPerSecond.toLocaleString('en')} rows a second
        {remainingSeconds !== null && `, about ${remainingSeconds} s left`}
      </Text>
    </div>
  );
}
