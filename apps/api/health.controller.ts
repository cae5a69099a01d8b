import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Describe, UnavailableError } from '@app/platform';
import { Public } from '@app/access';

export class HealthView {
  @ApiProperty({ enum: ['ok'] }) status!: 'ok';
}

@ApiTags('operation')
@Controller('health')
export class HealthController {
  constructor(private readonly db: DataSource) {}

  @Get('live')
  @Public()
  @Describe('The process runs')
  @ApiOkResponse({ type: HealthView })
  live(): HealthView {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @Describe('The process can serve: the record answers', { problems: [UnavailableError] })
  @ApiOkResponse({ type: HealthView })
  async ready(): Promise<HealthView> {
    await this.db.query('SELECT 1').catch(() => {
      throw new UnavailableError('The database does not answer.');
    });
    return { status: 'ok' };
  }
}
