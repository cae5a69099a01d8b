import { onConstraint, problem } from '@app/platform';

/** Whoever wrote any of a judgement does not review it. */
export class JudgementSelfReviewError extends problem({
  slug: 'judgement-self-review',
  status: 403,
  title: 'An author cannot review the judgement',
  remedy: 'Somebody else who may review judgements has to read it.',
}) {}

/** The judgement lacks what a review needs, or says more than it carries. */
export class JudgementIncompleteError extends problem({
  slug: 'judgement-incomplete',
  status: 422,
  title: 'The judgement is not ready for review',
  remedy: '`errors` points at what is missing, or at a confidence that its evidence does not carry.',
}) {}

/** What was read and what is there now differ. */
export class StaleJudgementError extends problem({
  slug: 'judgement-stale-content',
  status: 409,
  title: 'The judgement is not the one that you read',
  remedy: 'Read the judgement again; `contentHash` is the present one.',
}) {}

/** Another judgement is to take the same one's place already, or has taken it. */
export class JudgementSucceededError extends problem({
  slug: 'judgement-succeeded',
  status: 409,
  title: 'The judgement has a successor, or does not stand',
  remedy: 'Go on with the successor, or withdraw it first. Only an approved judgement can be superseded.',
}) {}

onConstraint(
  'ck_judgements_four_eyes',
  () => new JudgementSelfReviewError('You wrote some of this judgement.'),
);
onConstraint(
  'uq_judgements_supersedes_id',
  () => new JudgementSucceededError('Another judgement is to take its place.'),
);
