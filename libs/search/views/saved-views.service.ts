import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertVersion,
  Clock,
  ConflictError,
  decodeCursor,
  ForbiddenError,
  invalidInput,
  lockById,
  NotFoundError,
  onConstraint,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Teams } from '@app/access';
import type { SearchKind } from '../fields/field';
import { SEARCHED } from '../fields/searched-kinds';
import { SearchQueries } from '../search-queries.service';
import { type Hit, Search, sortOf } from '../search.service';
import { SavedView, type SharedWith } from './saved-view.entity';
import { type ListedView, viewsFor } from './saved-views.queries';

onConstraint(
  'uq_saved_views_owner_id_name',
  () => new ConflictError('You have a view of this name already.'),
);

/** Views that one person may have at once. */
const VIEW_LIMIT = 200;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** What is said of a view. */
export interface ViewInput {
  name: string;
  query: string;
  columns?: string[];
  sort?: string;
  sharedWith?: SharedWith;
  teamId?: string | null;
}

interface Portion {
  limit: number;
  cursor?: string | undefined;
}

/** Searches that people keep and share. */
@Injectable()
export class SavedViews {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly teams: Teams,
    private readonly queries: SearchQueries,
    private readonly search: Search,
  ) {}

  /** Those that a person may see, by name. @throws ForbiddenError for a detector or a kind that they may not read */
  async list(actor: Actor, o: Portion & { kind?: SearchKind | undefined }): Promise<Page<ListedView>> {
    if (o.kind) this.queries.assertMay(o.kind, actor);
    const [name, id] = o.cursor === undefined ? [] : decodeCursor(o.cursor, 2).map(String);
    if (id !== undefined && !UUID.test(id))
      throw invalidInput([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
    const rows = await viewsFor(this.db.manager, personId(actor), {
      kinds: o.kind ? [o.kind] : this.queries.kindsOf(actor),
      limit: o.limit + 1,
      after: name === undefined || id === undefined ? undefined : [name, id],
    });
    return toPage(
      rows,
      o.limit,
      (row) => [row.name, row.id],
      (row) => row,
    );
  }

  /** @throws NotFoundError also where the person may not know of it */
  find(actor: Actor, id: string): Promise<ListedView> {
    return this.visible(this.db.manager, actor, id);
  }

  /** What a view finds for whoever reads it: with their rights, and `me` is they. @throws NotFoundError, InvalidQueryError, SearchTooBroadError */
  async results(actor: Actor, id: string, o: Portion & { zone?: string | undefined }): Promise<Page<Hit>> {
    const { kind, query, sort } = await this.find(actor, id);
    return this.search.find(actor, { kind, q: query, sort, ...o });
  }

  /** Keeps a search. @throws InvalidQueryError, InvalidInputError, ConflictError on a name that they use already */
  async create(actor: Actor, kind: SearchKind, input: ViewInput): Promise<ListedView> {
    const now = this.clock.now();
    const ownerId = personId(actor);
    const view: SavedView = {
      id: uuidv7(),
      name: input.name,
      kind,
      query: input.query,
      columns: input.columns ?? this.queries.shownOf(kind, actor),
      sort: sortOf(kind, input.sort),
      sharedWith: input.sharedWith ?? 'none',
      teamId: input.teamId ?? null,
      ownerId,
      version: 1,
      createdAt: now,
      updatedAt: now,
      archivedAt: null,
    };
    this.assertSound(actor, view);
    return this.db.transaction(async (tx) => {
      if ((await tx.countBy(SavedView, { ownerId, archivedAt: IsNull() })) >= VIEW_LIMIT)
        throw new ConflictError(`A person has at most ${VIEW_LIMIT} views.`);
      await this.assertTeam(tx, actor, view);
      await tx.insert(SavedView, view);
      const details = said(view);
      await this.audit.record(tx, actor, { action: 'view.created', subjectId: view.id, details });
      return this.visible(tx, actor, view.id);
    });
  }

  /** Makes a view of one's own of one that one sees. @throws NotFoundError, ConflictError */
  async copy(actor: Actor, id: string, name: string): Promise<ListedView> {
    const { kind, query, columns, sort } = await this.find(actor, id);
    return this.create(actor, kind, { name, query, columns, sort });
  }

  /**
   * Changes, shares or archives a view. The owner does; those of the installation are changed by whoever sets up the
   * casework. @throws NotFoundError, ForbiddenError, StaleVersionError, InvalidQueryError, InvalidInputError, ConflictError
   */
  async change(
    actor: Actor,
    id: string,
    version: number,
    { archived, ...change }: Partial<ViewInput> & { archived?: boolean },
  ): Promise<ListedView> {
    return this.db.transaction(async (tx) => {
      await this.visible(tx, actor, id);
      const view = await lockById(tx, SavedView, id);
      assertEditor(actor, view);
      assertVersion(view, version);
      const before = said(view);
      // A view that is no longer of a team lets go of it; one that is shared with a team must name it.
      const teamId = change.sharedWith && change.sharedWith !== 'team' ? null : view.teamId;
      const now = this.clock.now();
      Object.assign(view, { teamId }, change, {
        version: version + 1,
        updatedAt: now,
        ...(archived === undefined ? {} : { archivedAt: archived ? (view.archivedAt ?? now) : null }),
      });
      this.assertSound(actor, view);
      if (change.sharedWith || change.teamId) await this.assertTeam(tx, actor, view);
      await tx.update(SavedView, { id }, view);
      const details = { before, after: said(view) };
      await this.audit.record(tx, actor, { action: 'view.changed', subjectId: id, details });
      return this.visible(tx, actor, id);
    });
  }

  private async visible(db: EntityManager, actor: Actor, id: string): Promise<ListedView> {
    const kinds = this.queries.kindsOf(actor);
    const [view] = await viewsFor(db, personId(actor), { kinds, limit: 1, id });
    if (!view) throw new NotFoundError(`No saved view has the id ${id}.`);
    return view;
  }

  /** @throws ForbiddenError, InvalidQueryError, InvalidInputError when the view could not be shown */
  private assertSound(actor: Actor, view: SavedView): void {
    this.queries.compile(view.kind, view.query, actor);
    const known = Object.keys(SEARCHED[view.kind].shown);
    const errors = view.columns.flatMap((column, i) =>
      known.includes(column)
        ? []
        : [{ pointer: `/columns/${i}`, detail: `${view.kind} have the columns ${known.join(', ')}` }],
    );
    if (new Set(view.columns).size < view.columns.length)
      errors.push({ pointer: '/columns', detail: 'has a column twice' });
    if (!Object.hasOwn(SEARCHED[view.kind].sorts, view.sort))
      errors.push({
        pointer: '/sort',
        detail: `${view.kind} are sorted by: ${Object.keys(SEARCHED[view.kind].sorts).join(', ')}`,
      });
    if ((view.sharedWith === 'team') !== (view.teamId !== null))
      errors.push({ pointer: '/teamId', detail: 'goes with sharedWith "team", and is needed for it' });
    if (view.ownerId === null && view.sharedWith !== 'everyone')
      errors.push({ pointer: '/sharedWith', detail: 'a view of the installation is for everyone' });
    if (errors.length > 0) throw invalidInput(errors);
  }

  /** @throws InvalidInputError when it is not a team of the actor's that stands */
  private async assertTeam(tx: EntityManager, actor: Actor, view: SavedView): Promise<void> {
    if (!view.teamId) return;
    await this.teams.assertAssignable(tx, [{ id: view.teamId, pointer: '/teamId' }]);
    if (!(await this.teams.hasMember(tx, view.teamId, actor.id)))
      throw invalidInput([{ pointer: '/teamId', detail: 'is not a team of yours' }]);
  }
}

/** Whether an actor may change a view. */
export const mayEdit = (actor: Actor, view: Pick<SavedView, 'ownerId'>): boolean =>
  view.ownerId === null ? actor.permissions.has('casework.configure') : view.ownerId === actor.id;

/** @throws ForbiddenError */
function assertEditor(actor: Actor, view: SavedView): void {
  if (mayEdit(actor, view)) return;
  throw view.ownerId === null
    ? new ForbiddenError(
        'A view of the installation is changed with the right "casework.configure"; copy it.',
        {
          permission: 'casework.configure',
        },
      )
    : new ForbiddenError('Only its owner changes a view; copy it.');
}

/** Views are for people. @throws ForbiddenError */
function personId(actor: Actor): string {
  if (actor.kind !== 'user') throw new ForbiddenError("A detector's key reads its own alerts only.");
  return actor.id;
}

const said = ({
  name,
  kind,
  query,
  columns,
  sort,
  sharedWith,
  teamId,
  archivedAt,
}: SavedView): Record<string, unknown> => ({
  name,
  kind,
  query,
  columns,
  sort,
  sharedWith,
  teamId,
  archivedAt: archivedAt?.toISOString() ?? null,
});
