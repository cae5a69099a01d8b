import { ConflictError, onConstraint, problem } from '@app/platform';

/** A law that is only proposed, or not in force any more, cannot apply. */
export class RegimeNotInForceError extends problem({
  slug: 'regime-not-in-force',
  status: 409,
  title: 'The regime is not in force',
  remedy: 'Determine it as not applicable and say in `reopenIf` what would change that.',
}) {}

/** A correction names a record that cannot be corrected. */
export class FactCorrectedError extends problem({
  slug: 'fact-corrected-already',
  status: 409,
  title: 'The fact has been corrected already',
  remedy: 'Correct the record that stands now.',
}) {}

onConstraint('uq_facts_corrects_id', () => new FactCorrectedError('Another record corrects this one.'));
onConstraint(
  'uq_determinations_supersedes_id',
  () => new ConflictError('Somebody else determined this regime just now.'),
);
onConstraint(
  'uq_determinations_case_id_regime_id_first',
  () => new ConflictError('Somebody else determined this regime just now.'),
);
