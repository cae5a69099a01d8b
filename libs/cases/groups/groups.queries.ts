import type { EntityManager } from 'typeorm';
import type { About, AssertedUnit, Period, Stance } from '../assertions/assertion-terms';
import type { StatedQualifier } from '../assertions/quantity';
import type { CaseKind, Impact, Resolution } from '../case-terms';
import type { CaseStage } from '../case-stage';
import { familySql } from '../merge/family';

/** A case that is part of a group. */
export interface GroupPart {
  id: string;
  number: number;
  title: string;
  kind: CaseKind;
  stage: CaseStage;
  resolution: Resolution | null;
  impact: Impact | null;
}

/** The cases that are part of this one, by number. Where one was merged, the case that it went into takes its place. */
export async function partsOf(db: EntityManager, caseId: string, limit: number): Promise<GroupPart[]> {
  return db.query<GroupPart[]>(
    `WITH RECURSIVE ${familySql('$1')},
     up AS (
       SELECT l.from_id AS id FROM case_links l JOIN family f ON l.to_id = f.id
       WHERE l.kind = 'part_of' AND l.retracted_at IS NULL
       UNION SELECT c.merged_into_id FROM cases c JOIN up u ON c.id = u.id WHERE c.merged_into_id IS NOT NULL)
     SELECT c.id, c.number, c.title, c.kind, c.stage, c.resolution, c.impact FROM cases c JOIN up u ON u.id = c.id
     WHERE c.merged_into_id IS NULL AND c.id <> $1 ORDER BY c.number LIMIT $2`,
    [caseId, limit],
  );
}

/** As much of an assertion as its figure needs. */
export interface StatedFigure {
  id: string;
  /** The case asked about that it is of, by itself or through a merge. */
  rootId: string;
  matter: string;
  about: About;
  topic: string | null;
  unit: AssertedUnit | null;
  per: Period | null;
  stance: Stance;
  qualifier: StatedQualifier | null;
  number: number | null;
  numberTo: number | null;
  supersedesId: string | null;
  recordedAt: Date;
  retractedAt: Date | null;
  preferredAt: Date | null;
}

/** Everything asserted of these cases, in order of recording; also what is no figure, since it may supersede one. */
export async function figuresOf(db: EntityManager, caseIds: readonly string[]): Promise<StatedFigure[]> {
  return db.query<StatedFigure[]>(
    `WITH RECURSIVE family AS (
       SELECT t.id AS root, t.id FROM unnest($1::uuid[]) AS t(id)
       UNION SELECT f.root, c.id FROM cases c JOIN family f ON c.merged_into_id = f.id)
     SELECT a.id, f.root AS "rootId", a.matter, a.about, a.topic, a.unit, a.per, a.stance, a.qualifier, a.number,
       a.number_to AS "numberTo", a.supersedes_id AS "supersedesId", a.recorded_at AS "recordedAt",
       a.retracted_at AS "retractedAt", a.preferred_at AS "preferredAt"
     FROM family f JOIN case_assertions a ON a.case_id = f.id
     WHERE a.retracted_at IS NULL AND (a.qualifier IS NOT NULL OR a.supersedes_id IS NOT NULL)
     ORDER BY a.id`,
    [caseIds],
  );
}
