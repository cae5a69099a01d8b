import { IllegalTransitionError } from '@app/platform';
import { Case } from './case.entity';
import { allowedMoves, CASE_STAGES, type CaseStage, STAGE_NAMES } from './case-stage';
import { IMPACTS, IMPACTS_OF, RESOLUTIONS } from './case-terms';
import { CaseClosedError, ClosingIncompleteError } from './cases.problems';

const now = new Date('2026-06-05T12:00:00Z');
const aCase = (over: Partial<Case> = {}): Case =>
  Object.assign(new Case(), {
    number: 1,
    stage: 'New',
    phase: 'Triage',
    summary: '',
    resolution: null,
    impact: null,
    closedAt: null,
    mergedIntoId: null,
    version: 1,
    ...over,
  });
const outcome = {
  resolution: 'TruePositive',
  impact: 'WithImpact',
  summary: 'A network of accounts.',
} as const;

describe('the stages of a case', () => {
  it.each(STAGE_NAMES.flatMap((from) => STAGE_NAMES.map((to) => [from, to] as const)))(
    '%s to %s',
    (from, to) => {
      const subject = aCase({ stage: from });
      const allowed: readonly CaseStage[] = CASE_STAGES[from];
      if (!allowed.includes(to)) {
        expect(() => subject.move({ stage: to, ...outcome }, now)).toThrow(IllegalTransitionError);
        expect(subject.stage).toBe(from);
      } else {
        subject.move({ stage: to, ...outcome }, now);
        expect(subject).toMatchObject({ stage: to, closedAt: to === 'Closed' ? now : null, version: 2 });
      }
    },
  );

  it('moves the phase only in progress, in one act with the stage if need be', () => {
    expect(() => aCase().move({ phase: 'Investigation' }, now)).toThrow(IllegalTransitionError);
    const subject = aCase();
    subject.move({ stage: 'InProgress', phase: 'Investigation' }, now);
    expect(subject).toMatchObject({ stage: 'InProgress', phase: 'Investigation' });
    expect(() => subject.move({ phase: 'Investigation' }, now)).toThrow(IllegalTransitionError);
  });

  it.each(RESOLUTIONS.flatMap((resolution) => IMPACTS.map((impact) => [resolution, impact] as const)))(
    'closes as %s with %s only where they go together',
    (resolution, impact) => {
      const close = () => aCase().move({ stage: 'Closed', resolution, impact, summary: 'Done.' }, now);
      if (IMPACTS_OF[resolution].includes(impact)) expect(close).not.toThrow();
      else expect(close).toThrow(ClosingIncompleteError);
    },
  );

  it('names all that a closing lacks', () => {
    expect(() => aCase().move({ stage: 'Closed' }, now)).toThrow(
      expect.objectContaining({ extensions: { missing: ['resolution', 'impact', 'summary'] } }),
    );
  });

  it('forgets the outcome when it is taken up again', () => {
    const subject = aCase();
    subject.move({ stage: 'Closed', ...outcome }, now);
    subject.move({ stage: 'InProgress' }, now);
    expect(subject).toMatchObject({ resolution: null, impact: null, closedAt: null });
  });

  it('lets a merged case go nowhere', () => {
    const merged = aCase({ stage: 'Closed', mergedIntoId: '0190a6f0-0000-7000-8000-000000000001' });
    expect(() => merged.move({ stage: 'InProgress' }, now)).toThrow(CaseClosedError);
    expect(allowedMoves(merged)).toEqual({ stages: [], phases: [] });
  });
});
