import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, ObjectListField, PageQuery, TextField } from '@app/platform';
import { ENTITY_KINDS, type EntityKind } from '../case-terms';
import { ENTITY_SOURCES, type EntitySource } from './case-entity.entity';
import type { ListedEntity } from './case-entities.queries';

const MAX_ENTITIES = 25_000;

/** An entity by its name. */
export class NamedEntity {
  @ChoiceField(ENTITY_KINDS, { example: 'address' }) kind!: EntityKind;
  @TextField({
    description: 'Of an address an IP address or a network; of the others a token or hash.',
    example: '192.0.2.17',
  })
  value!: string;
}

/** Entities to add or to retract, with the reason. */
export class NameEntities {
  @ObjectListField(() => NamedEntity, { maxItems: MAX_ENTITIES, minItems: 1 }) entities!: NamedEntity[];
  @TextField({ max: 2_000, example: 'Named in the report of a partner.' }) reason!: string;
}

/** Which entities to list. */
export class EntitiesQuery extends PageQuery {
  @ChoiceField(ENTITY_KINDS, { optional: true }) kind?: EntityKind;
  @ChoiceField(ENTITY_SOURCES, { optional: true, description: 'Who named it.' }) source?: EntitySource;
  @TextField({ optional: true, description: 'With what the value begins.', example: '192.0.2.' }) q?: string;
  @FlagField({ description: 'Those that appear in other cases too, or in none.' }) shared?: boolean;
  @FlagField({ description: 'The retracted ones instead; false unless said.' })
  readonly retracted: boolean = false;
}

/** A thing other than an account that the case is about. */
export class EntityView {
  @ApiProperty({ enum: ENTITY_KINDS }) kind!: EntityKind;
  @ApiProperty() value!: string;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
  @ApiProperty({ enum: ENTITY_SOURCES }) source!: EntitySource;
  @ApiProperty({ type: String, nullable: true, description: 'Why a person added it.' }) reason!:
    string | null;
  @ApiProperty({ type: String, nullable: true }) addedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) retractedBy!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) retractedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) retractedReason!: string | null;
  @ApiProperty({ description: 'In how many other cases it appears; 1,000 stands for as many or more.' })
  otherCases!: number;
}

/** What came of adding entities. */
export class AddedEntitiesView {
  @ApiProperty({ type: 'integer' }) added!: number;
  @ApiProperty({ type: 'integer', description: 'Had been retracted and stand again.' }) restored!: number;
  @ApiProperty({ type: 'integer' }) already!: number;
}

/** What came of retracting entities. */
export class RetractedEntitiesView {
  @ApiProperty({ type: 'integer' }) retracted!: number;
  @ApiProperty({ type: 'integer' }) already!: number;
  @ApiProperty({ type: 'integer', description: 'The case does not have them.' }) unknown!: number;
}

/** Shows an entity. */
export const toEntityView = (entity: ListedEntity): EntityView => ({
  ...entity,
  addedAt: entity.addedAt.toISOString(),
  retractedAt: entity.retractedAt?.toISOString() ?? null,
});
