import type { CaseLabel } from '@app/cases';
import { anchorFacts } from './catalogue';
import { localText } from './clock';
import type { Determination } from './determination.entity';
import type { Fact } from './fact.entity';
import type { DeterminationView, FactView, ObligationView, RegimeView, StageView } from './obligations.dto';
import { OBLIGATION_TRANSITIONS } from './obligation-state';
import type { Obligation } from './obligation.entity';
import { FACT_KEYS, type Regime, type Stage } from './regime';

/** As the catalogue shows it. */
export const toRegimeView = (regime: Regime): RegimeView => ({
  id: regime.id,
  version: regime.version,
  title: regime.title,
  jurisdiction: regime.jurisdiction,
  authority: [...regime.authority],
  legalBasis: regime.legalBasis,
  instrument: regime.instrument,
  status: regime.status,
  effectiveFrom: regime.effectiveFrom,
  zone: regime.zone,
  appliesIf: regime.appliesIf,
  anchorFacts: anchorFacts(regime),
  stages: regime.stages.map(toStageView),
  followUp: regime.followUp ?? null,
  sources: [...regime.sources],
  verifiedOn: regime.verifiedOn,
  verification: regime.verification,
});

const toStageView = (stage: Stage): StageView => ({
  key: stage.key,
  title: stage.title,
  startsWith:
    'fact' in stage.anchor ? `fact ${stage.anchor.fact}` : `fulfilment of ${stage.anchor.afterStage}`,
  duration: `${stage.duration.n} ${stage.duration.unit.replace('_', ' ')}${stage.duration.n === 1 ? '' : 's'}`,
  content: [...stage.content],
  warnings: [...(stage.warnings ?? [])],
});

/** With its instant as its zone reads it. */
export const toFactView = (fact: Fact): FactView => ({
  id: fact.id,
  caseId: fact.caseId,
  key: fact.key,
  meaning: FACT_KEYS[fact.key],
  at: fact.at.toISOString(),
  local: localText(fact.at, fact.zone),
  zone: fact.zone,
  source: fact.source,
  note: fact.note,
  corrects: fact.correctsId,
  recordedAt: fact.recordedAt.toISOString(),
  recordedBy: fact.recordedBy,
  recordedByName: fact.recordedByName,
});

/** With the regime's title beside it. */
export const toDeterminationView = (determination: Determination, title: string): DeterminationView => ({
  id: determination.id,
  caseId: determination.caseId,
  regimeId: determination.regimeId,
  regimeVersion: determination.regimeVersion,
  title,
  result: determination.result,
  because: determination.because,
  reopenIf: determination.reopenIf,
  targetDate: determination.targetDate,
  stages: determination.stages,
  supersedes: determination.supersedesId,
  determinedAt: determination.determinedAt.toISOString(),
  determinedBy: determination.determinedBy,
  determinedByName: determination.determinedByName,
});

/** With the time that is left at `now`. */
export const toObligationView = (obligation: Obligation, of: CaseLabel, now: Date): ObligationView => {
  const { dueConservative, dueStatutory, zone, state } = obligation;
  const remainingSeconds =
    state === 'running' && dueConservative
      ? Math.floor((dueConservative.getTime() - now.getTime()) / 1_000)
      : null;
  return {
    id: obligation.id,
    caseId: obligation.caseId,
    caseNumber: of.number,
    caseTitle: of.title,
    determinationId: obligation.determinationId,
    regimeId: obligation.regimeId,
    regimeVersion: obligation.regimeVersion,
    stage: obligation.stage,
    title: obligation.title,
    occurrence: obligation.occurrence,
    state,
    zone,
    dueConservative: dueConservative?.toISOString() ?? null,
    dueConservativeLocal: dueConservative && localText(dueConservative, zone),
    dueStatutory: dueStatutory?.toISOString() ?? null,
    dueStatutoryLocal: dueStatutory && localText(dueStatutory, zone),
    remainingSeconds,
    isOverdue: remainingSeconds !== null && remainingSeconds < 0,
    basis: obligation.basis,
    warnings: obligation.warnings,
    calendarVersion: obligation.calendarVersion,
    factId: obligation.factId,
    afterId: obligation.afterId,
    supersedes: obligation.supersedesId,
    fulfilledAt: obligation.fulfilledAt?.toISOString() ?? null,
    fulfilledReference: obligation.fulfilledReference,
    fulfilledByName: obligation.fulfilledByName,
    allowed: OBLIGATION_TRANSITIONS[state].filter((to) => to === 'fulfilled'),
  };
};
