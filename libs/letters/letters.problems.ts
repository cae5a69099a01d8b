import { onConstraint, problem } from '@app/platform';

/** The letter was saved since the caller read it. */
export class LetterVersionError extends problem({
  slug: 'letter-version-stale',
  status: 412,
  title: 'The letter was saved since you read it',
  remedy:
    '`version` is the present one. Read the letter again, then send the edit with that version in `If-Match`.',
}) {}

/** An edit does not say which version it is an edit of. */
export class LetterVersionMissingError extends problem({
  slug: 'letter-version-missing',
  status: 428,
  title: 'The edit does not say which version it changes',
  remedy: 'Send the version that you read in the header `If-Match`, such as `If-Match: "3"`.',
}) {}

/** The words of the letter are fixed. */
export class LetterFrozenError extends problem({
  slug: 'letter-frozen',
  status: 409,
  title: 'The letter is frozen',
  remedy: 'What is frozen does not change. Withdraw it if it was not sent, and draft another.',
}) {}

/** The letter has figures that are typed and not cited. */
export class UnprovenFigureError extends problem({
  slug: 'unproven-figure',
  status: 422,
  title: 'The letter has figures without a claim',
  remedy:
    '`errors` points at each. Cite a claim of the case in its place, or write the sentence without a figure.',
}) {}

/** The letter says more of who is behind the accounts than has been approved. */
export class OverAttributionError extends problem({
  slug: 'over-attribution',
  status: 422,
  title: 'The letter says more than the approved attribution',
  remedy:
    '`errors` points at each place, with the rung that its words need, the rung approved and the words that may be used. Say less, or have a judgement of that rung approved.',
}) {}

/** The letter is not finished. */
export class LetterIncompleteError extends problem({
  slug: 'letter-incomplete',
  status: 422,
  title: 'The letter is not complete',
  remedy: '`errors` points at what is still to be written and at marks that lead nowhere.',
}) {}

/** Whoever wrote any of the text does not review it. */
export class SelfReviewError extends problem({
  slug: 'letter-self-review',
  status: 403,
  title: 'An author cannot review the letter',
  remedy: 'Somebody else who may review letters has to read it.',
}) {}

/** Whoever wrote or approved the letter does not sign it. */
export class SignerNotSeparateError extends problem({
  slug: 'letter-signer-not-separate',
  status: 403,
  title: 'An author or the reviewer cannot sign the letter',
  remedy: 'Somebody who neither wrote nor approved it has to sign.',
}) {}

/** The hash that was sent is not that of the frozen letter. */
export class SignedContentError extends problem({
  slug: 'letter-other-content',
  status: 409,
  title: 'This is not the letter that is frozen',
  remedy: 'Read the frozen letter, then sign with the `contentHash` it has.',
}) {}

/** A figure came out otherwise since the letter was approved. */
export class ApprovalOutdatedError extends problem({
  slug: 'letter-approval-outdated',
  status: 409,
  title: 'The letter does not say any more what was approved',
  remedy:
    'A cited claim was phrased or counted anew after the approval. Save the letter again and have it reviewed.',
}) {}

/** The letter is on its way. */
export class DispatchUnderWayError extends problem({
  slug: 'letter-dispatch-under-way',
  status: 409,
  title: 'The letter is being dispatched',
  remedy: 'Wait for the result. If the dispatch waits for a person, say first what became of it.',
}) {}

/** A statement of the letter holds no more, and nobody has decided what that means. */
export class LetterFlaggedError extends problem({
  slug: 'letter-flagged',
  status: 409,
  title: 'A statement of the letter holds no more',
  remedy:
    'Withdraw the letter and draft another, or have the flag settled first: `flags` of the letter says what was counted, or which judgement stands no more.',
}) {}

/** Nobody has to decide about the dispatch. */
export class DispatchNotWaitingError extends problem({
  slug: 'letter-dispatch-not-waiting',
  status: 409,
  title: 'The dispatch does not wait for a person',
  remedy: 'Only an attempt whose result is unclear, or that has failed for good, is settled by hand.',
}) {}

onConstraint('ck_letter_reviews_four_eyes', () => new SelfReviewError('You wrote some of this letter.'));
onConstraint(
  'ck_letter_signatures_separation',
  () => new SignerNotSeparateError('You wrote or approved this letter.'),
);
onConstraint(
  'fk_letter_signatures_frozen',
  () => new SignedContentError('The frozen letter has another hash.'),
);
