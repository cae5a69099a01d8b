import { ArrayMaxSize, IsArray, IsString, IsTimeZone, MaxLength } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import {
  BoolField,
  ChoiceField,
  DateField,
  type FieldError,
  IntField,
  invalidInput,
  ObjectField,
  ObjectListField,
  TextField,
  TextListField,
} from '@app/platform';
import type { DraftBlock, LetterContent } from './letter-content';
import type { LetterTlp } from './rendering';

const TLP = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const satisfies readonly LetterTlp[];
const TEXT_MAX = 20_000;

/** The letterhead. */
export class SenderBody {
  @TextField({ min: 0, example: 'Example AI Lab' }) name!: string;
  @TextListField({ maxItems: 6, example: ['100 Example Street', 'San Francisco, CA 94105'] })
  addressLines!: string[];
  @TextField({ min: 0, example: 'policy@lab.example' }) contact!: string;
}

/** An addressee. */
export class RecipientBody {
  @TextField({
    min: 0,
    example: '',
    description: 'Style before the name, such as "The Honorable"; empty where none is due.',
  })
  honorific!: string;
  @TextField({ min: 0, example: '', description: 'Empty for an office alone.' }) name!: string;
  @TextField({ min: 0, example: 'Ranking Member', description: 'Office held in the body.' }) title!: string;
  @TextField({ min: 0, example: 'Committee on Banking, Housing, and Urban Affairs' }) body!: string;
  @TextListField({ maxItems: 6, example: ['United States Senate', 'Washington, DC 20510'] })
  addressLines!: string[];
}

/** Who signs. */
export class SignatoryBody {
  @TextField({ min: 0, example: 'Chief Executive Officer' }) role!: string;
  @TextField({ optional: true }) name?: string;
}

/** A column of a table. */
export class ColumnBody {
  @TextField({ example: 'Exchanges' }) header!: string;
  @ChoiceField(['left', 'right']) align!: 'left' | 'right';
}

/** A row of a table, a cell for each column. */
export class RowBody {
  @ApiProperty({ type: [String], example: ['In all', '{{C-2}}'] })
  @IsArray()
  @ArrayMaxSize(12)
  @IsString({ each: true })
  @MaxLength(2_000, { each: true })
  cells!: string[];
}

/** One block of the body; which members it has depends on `type`. */
export class BlockBody {
  @ChoiceField(['heading', 'paragraph', 'list', 'table']) type!: DraftBlock['type'];
  @IntField({ min: 1, max: 3, optional: true, description: 'Of a heading.' }) level?: 1 | 2 | 3;
  @TextField({
    max: TEXT_MAX,
    optional: true,
    description:
      'Of a heading or paragraph. `{{C-3}}` cites claim 3 of the case, `{{C-12-3}}` that of case 12, which was merged into it, `{{ref:H.R. 8283}}` is a citation.',
    example: 'A network of {{C-1}} took part.',
  })
  text?: string;
  @BoolField({ optional: true, description: 'Of a list.' }) ordered?: boolean;
  @TextListField({ max: TEXT_MAX, maxItems: 100, minItems: 1, optional: true, description: 'Of a list.' })
  items?: string[];
  @TextField({ max: 500, optional: true, description: 'Of a table.' }) caption?: string;
  @ObjectListField(() => ColumnBody, {
    maxItems: 12,
    minItems: 1,
    optional: true,
    description: 'Of a table.',
  })
  columns?: ColumnBody[];
  @ObjectListField(() => RowBody, { maxItems: 500, optional: true, description: 'Of a table.' })
  rows?: RowBody[];
}

/** What to change of a letter; a list is replaced as a whole. */
export class EditLetter {
  @ObjectField(() => SenderBody, { optional: true }) sender?: SenderBody;
  @DateField({ optional: true, nullable: true, example: '2026-06-10' }) date?: string | null;
  @TextField({ optional: true, example: 'America/New_York' }) @IsTimeZone() dateZone?: string;
  @ObjectListField(() => RecipientBody, { maxItems: 20, optional: true }) recipients?: RecipientBody[];
  @TextField({ max: 500, optional: true }) salutation?: string;
  @TextField({ max: 500, optional: true, nullable: true }) subject?: string | null;
  @ObjectListField(() => BlockBody, { maxItems: 500, minItems: 1, optional: true }) blocks?: BlockBody[];
  @TextField({ optional: true }) closing?: string;
  @ObjectField(() => SignatoryBody, { optional: true }) signatory?: SignatoryBody;
  @TextListField({ max: 500, maxItems: 50, optional: true }) enclosures?: string[];
  @TextListField({ max: 500, maxItems: 50, optional: true }) copies?: string[];
  @ChoiceField(TLP, { optional: true, nullable: true }) tlp?: LetterTlp | null;
}

/** What was sent of an edit as content. @throws InvalidInputError on a block that lacks a member or has one too many */
export function toChange({ blocks, ...rest }: EditLetter): Partial<LetterContent> {
  const faults: FieldError[] = [];
  const drafts = blocks?.map((block, index) => toBlock(block, `/blocks/${index}`, faults));
  if (faults.length > 0) throw invalidInput(faults);
  // Through JSON, as instances of classes and members that are undefined have no canonical text.
  return JSON.parse(JSON.stringify({ ...rest, blocks: drafts })) as Partial<LetterContent>;
}

const MEMBERS: Record<DraftBlock['type'], { needed: (keyof BlockBody)[]; possible: (keyof BlockBody)[] }> = {
  heading: { needed: ['level', 'text'], possible: [] },
  paragraph: { needed: ['text'], possible: [] },
  list: { needed: ['ordered', 'items'], possible: [] },
  table: { needed: ['columns', 'rows'], possible: ['caption'] },
};

function toBlock(block: BlockBody, pointer: string, faults: FieldError[]): DraftBlock {
  const { needed, possible } = MEMBERS[block.type];
  const present = (Object.keys(block) as (keyof BlockBody)[]).filter(
    (key) => block[key] !== undefined && block[key] !== null,
  );
  for (const key of needed)
    if (!present.includes(key))
      faults.push({ pointer: `${pointer}/${key}`, detail: `a ${block.type} needs it` });
  for (const key of present)
    if (key !== 'type' && !needed.includes(key) && !possible.includes(key))
      faults.push({ pointer: `${pointer}/${key}`, detail: `a ${block.type} has none` });
  const width = block.columns?.length;
  block.rows?.forEach(({ cells }, row) => {
    if (cells.length !== width)
      faults.push({
        pointer: `${pointer}/rows/${row}/cells`,
        detail: `has ${cells.length} cells for ${width ?? 0} columns`,
      });
  });
  return Object.fromEntries(present.map((key) => [key, block[key]])) as unknown as DraftBlock;
}
