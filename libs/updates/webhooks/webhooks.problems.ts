import { problem } from '@app/platform';

/** Signing secrets cannot be kept, because the installation has no key for them. */
export class WebhooksNotSetUpError extends problem({
  slug: 'webhooks-not-set-up',
  status: 409,
  title: 'Webhooks are not set up',
  remedy: 'The operator sets `WEBHOOKS_KEY`; then try again.',
}) {}

/** Nothing is sent to a webhook that is disabled. */
export class WebhookDisabledError extends problem({
  slug: 'webhook-disabled',
  status: 409,
  title: 'The webhook is disabled',
  remedy: 'Enable it first; what has been waiting is then sent as well.',
}) {}
