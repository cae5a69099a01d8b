import { ApiProperty } from '@nestjs/swagger';
import {
  BoolField,
  ChoiceField,
  IntField,
  PageQuery,
  TextField,
  TextListField,
  UuidField,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { SEARCH_KINDS, type SearchKind } from '../fields/field';
import { QUERY_LIMITS } from '../language/query-fault';
import { ZONE } from '../search.dto';
import { SHARED_WITH, type SharedWith } from './saved-view.entity';
import type { ListedView } from './saved-views.queries';
import { mayEdit } from './saved-views.service';

const NAME = { max: 100, example: 'Severe and mine' };
const QUERY = {
  min: 0,
  max: QUERY_LIMITS.length,
  description: 'In the query language; `me` is whoever reads the view.',
  example: 'severity:>=3 owner:me',
};
const COLUMNS = {
  optional: true,
  minItems: 1,
  max: 40,
  maxItems: 30,
  description: 'As `GET /v1/search/fields` lists them; all unless said.',
};
const SORT = {
  optional: true,
  max: 20,
  description: 'One of the `sorts` of the kind; the first unless said.',
};
const SHARED = { optional: true, description: 'Who sees it beside you; `none` unless said.' };
const TEAM = { optional: true, nullable: true, description: 'With `team`: one of your teams.' };

/** A search to keep. */
export class CreateView {
  @TextField(NAME) name!: string;
  @ChoiceField(SEARCH_KINDS, { example: 'cases' }) kind!: SearchKind;
  @TextField(QUERY) query!: string;
  @TextListField(COLUMNS) columns?: string[];
  @TextField(SORT) sort?: string;
  @ChoiceField(SHARED_WITH, SHARED) sharedWith?: SharedWith;
  @UuidField(TEAM) teamId?: string | null;
}

/** What to change of a view; its kind stays. */
export class ChangeView {
  @IntField({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    description: 'The version that you read, unless `If-Match` says it.',
  })
  version?: number;
  @TextField({ ...NAME, optional: true }) name?: string;
  @TextField({ ...QUERY, optional: true }) query?: string;
  @TextListField(COLUMNS) columns?: string[];
  @TextField(SORT) sort?: string;
  @ChoiceField(SHARED_WITH, SHARED) sharedWith?: SharedWith;
  @UuidField(TEAM) teamId?: string | null;
  @BoolField({
    optional: true,
    description: 'An archived view is offered to nobody; its owner can bring it back.',
  })
  archived?: boolean;
}

/** The name of a copy. */
export class CopyView {
  @TextField(NAME) name!: string;
}

/** Which views to list. */
export class ViewsQuery extends PageQuery {
  @ChoiceField(SEARCH_KINDS, { optional: true }) kind?: SearchKind;
}

/** Which part of what a view finds. */
export class ViewResultsQuery extends PageQuery {
  @TextField(ZONE) zone?: string;
}

/** A saved view, as answered. */
export class SavedViewView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: SEARCH_KINDS }) kind!: SearchKind;
  @ApiProperty() query!: string;
  @ApiProperty({ type: [String] }) columns!: string[];
  @ApiProperty() sort!: string;
  @ApiProperty({ enum: SHARED_WITH }) sharedWith!: SharedWith;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) teamId!: string | null;
  @ApiProperty({ type: String, nullable: true }) teamName!: string | null;
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'Null for those that the installation began with.',
  })
  ownerId!: string | null;
  @ApiProperty({ type: String, nullable: true }) ownerName!: string | null;
  @ApiProperty({ description: 'Whether you may change it; otherwise copy it.' }) mayEdit!: boolean;
  @ApiProperty({ type: 'integer', description: 'Send it back with a change.' }) version!: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) archivedAt!: string | null;
}

/** A view as the api answers it to somebody. */
export const toSavedViewView = (actor: Actor, view: ListedView): SavedViewView => ({
  ...view,
  mayEdit: mayEdit(actor, view),
  createdAt: view.createdAt.toISOString(),
  updatedAt: view.updatedAt.toISOString(),
  archivedAt: view.archivedAt?.toISOString() ?? null,
});
