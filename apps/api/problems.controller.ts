import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, problemTypes } from '@app/platform';
import { Public } from '@app/access';

export class ProblemTypeView {
  @ApiProperty({ example: 'self-approval' }) slug!: string;
  @ApiProperty({ example: 403 }) status!: number;
  @ApiProperty({ example: 'The proposer cannot approve' }) title!: string;
  @ApiProperty({ example: 'Ask somebody else who holds the right.' }) remedy!: string;
}

/** The `type` of a problem is a URL; this is what stands there. */
@ApiTags('operation')
@Controller('problems')
export class ProblemsController {
  @Get()
  @Public()
  @Describe('Every problem type, with what to do about it')
  @ApiOkResponse({ type: [ProblemTypeView] })
  list(): ProblemTypeView[] {
    return problemTypes();
  }

  @Get(':slug')
  @Public()
  @Describe('One problem type', { problems: [NotFoundError] })
  @ApiOkResponse({ type: ProblemTypeView })
  one(@Param('slug') slug: string): ProblemTypeView {
    const type = problemTypes().find((candidate) => candidate.slug === slug);
    if (!type) throw new NotFoundError('There is no such problem type.');
    return type;
  }
}
