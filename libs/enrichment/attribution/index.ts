export { isSayable, phraseOf, type Rung, RUNGS } from './attribution-terms';
export { type FallenJudgement } from './fallen-judgement';
export { flagAttribution } from './flag-attribution.job';
export { Judgement } from './judgement.entity';
export { type JudgedWords } from './judgements.queries';
export { Judgements } from './judgements.service';
export { mixesLikelihood } from './mixed-likelihood';
export { type NamedParty, statedRungs, type StatedRung } from './stated-rungs';
export { type ApprovedRungs, approvedRungs, NOTHING_APPROVED } from './judged-parties';
