import { problem } from '@app/platform';

/** The detector was switched off; its key is good, but what it sends is not taken. */
export class DetectorDisabledError extends problem({
  slug: 'detector-disabled',
  status: 403,
  title: 'This detector may not send',
  remedy:
    'Ask an administrator to enable the detector. Nothing of the delivery was stored; send it again then.',
}) {}
