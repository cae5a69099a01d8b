import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConflictError, findById } from '@app/platform';
import type { AssertedUnit, Matter } from '../assertions/assertion-terms';
import { standing } from '../assertions/assertion.entity';
import { type Bounds, boundsOf, boundsWords, isEmpty, meet } from '../assertions/quantity';
import { Case } from '../case.entity';
import { addUp, type Sum } from './add-up';
import { figuresOf, type GroupPart, partsOf, type StatedFigure } from './groups.queries';

/** What is held of a figure: what remains possible when all that stands is true, or when the preferred one is. */
export interface HeldFigure {
  bounds: Bounds;
  words: string;
  assertionIds: string[];
}

/** One matter across a group. */
export interface GroupFigure extends Matter {
  unit: AssertedUnit;
  own: HeldFigure | null;
  /** Of the parts of which something is known. */
  parts: ({ caseId: string } & HeldFigure)[];
  /** Of how many parts nothing is known, or sources conflict and nobody has said which one to go by. */
  unknownParts: number;
  sum: Sum;
}

/** A case as the whole of others. */
export interface Group {
  parts: GroupPart[];
  figures: GroupFigure[];
}

/** How many parts a group can have to be shown as one. */
const MAX_PARTS = 500;

/** Groups of cases: what their parts come to, and whether that goes with what is said of the whole. */
@Injectable()
export class Groups {
  constructor(private readonly db: DataSource) {}

  /** @throws NotFoundError, ConflictError when it has too many parts */
  async get(caseId: string): Promise<Group> {
    const db = this.db.manager;
    await findById(db, Case, caseId);
    const parts = await partsOf(db, caseId, MAX_PARTS + 1);
    if (parts.length > MAX_PARTS)
      throw new ConflictError(`The case has more than ${MAX_PARTS} parts: group them in turn.`);
    const rows = await figuresOf(db, [caseId, ...parts.map((part) => part.id)]);
    const byCase = new Map<string, StatedFigure[]>();
    for (const row of rows) byCase.set(row.rootId, [...(byCase.get(row.rootId) ?? []), row]);
    const held = new Map([...byCase].map(([id, ofCase]) => [id, heldOf(ofCase)]));
    const matters = new Map(rows.filter(isFigure).map((row) => [row.matter, row]));
    const figures = [...matters].map(([key, { about, topic, unit, per }]) => {
      const own = held.get(caseId)?.get(key) ?? null;
      const ofParts = parts.map((part) => ({ caseId: part.id, held: held.get(part.id)?.get(key) }));
      const known = ofParts.flatMap((part) => (part.held ? [{ caseId: part.caseId, ...part.held }] : []));
      const bounds = ofParts.map((part) => part.held?.bounds ?? null);
      return {
        about,
        topic,
        unit: unit!,
        per,
        own,
        parts: known,
        unknownParts: parts.length - known.length,
        sum: addUp(unit!, per, own?.bounds ?? null, bounds),
      };
    });
    return { parts, figures };
  }
}

const isFigure = (row: StatedFigure): boolean => row.stance === 'asserts' && row.number !== null;

/** What a case holds of each matter; nothing where its sources exclude each other and none is preferred. */
function heldOf(rows: readonly StatedFigure[]): Map<string, HeldFigure> {
  const stated = standing(rows).filter(isFigure);
  const held = new Map<string, HeldFigure>();
  for (const matter of new Set(stated.map((row) => row.matter))) {
    const all = stated.filter((row) => row.matter === matter);
    const preferred = all
      .filter((row) => row.preferredAt)
      .sort((a, b) => b.preferredAt!.getTime() - a.preferredAt!.getTime())
      .slice(0, 1);
    const counted = preferred.length > 0 ? preferred : all;
    const { unit, per } = all[0]! as { unit: AssertedUnit } & StatedFigure;
    const bounds = counted
      .map((row) => boundsOf({ qualifier: row.qualifier!, number: row.number!, to: row.numberTo, unit }))
      .reduce(meet);
    if (isEmpty(bounds, unit)) continue;
    held.set(matter, {
      bounds,
      words: boundsWords(bounds, unit, per),
      assertionIds: counted.map((row) => row.id),
    });
  }
  return held;
}
