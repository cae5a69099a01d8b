import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  InvalidInputError,
  NotFoundError,
  StaleVersionError,
  versionOf,
} from '@app/platform';
import type { Actor } from '@app/audit';
import {
  Allow,
  CreateKey,
  CurrentActor,
  KeyView,
  NewKeyView,
  RotateKey,
  ShownOnce,
  toKeyView,
} from '@app/access';
import { ChangeDetector, DetectorView, RegisterDetector, toDetectorView } from './detectors.dto';
import { Detectors } from './detectors.service';

/** How long an old key stays good beside the new one unless said, hours. */
const OVERLAP_HOURS = 24;

/** Detectors and their keys. */
@ApiTags('detectors')
@Controller('v1/detectors')
export class DetectorsController {
  constructor(private readonly detectors: Detectors) {}

  @Get()
  @Allow('detectors.read')
  @Describe('The detectors of this installation')
  @ApiOkResponse({ type: [DetectorView] })
  async list(): Promise<DetectorView[]> {
    return (await this.detectors.list()).map(toDetectorView);
  }

  @Post()
  @Allow('detectors.manage')
  @Describe('Register a detector', { problems: [ConflictError] })
  @ApiCreatedResponse({ type: DetectorView })
  async register(@CurrentActor() actor: Actor, @Body() body: RegisterDetector): Promise<DetectorView> {
    return toDetectorView(await this.detectors.register(actor, body));
  }

  @Get(':id')
  @Allow('detectors.read')
  @Describe('A detector', { problems: [NotFoundError] })
  @ApiOkResponse({ type: DetectorView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<DetectorView> {
    return toDetectorView(await this.detectors.find(id));
  }

  @Patch(':id')
  @Allow('detectors.manage')
  @Describe('Change a detector, or switch it off and on', {
    description:
      'Say which version you read, in the body or as `If-Match`. The record keeps what was before.',
    problems: [NotFoundError, StaleVersionError],
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that you read, such as `"3"`.' })
  @ApiOkResponse({ type: DetectorView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, ...change }: ChangeDetector,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DetectorView> {
    return toDetectorView(await this.detectors.change(actor, id, version ?? versionOf(ifMatch), change));
  }

  @Get(':id/keys')
  @Allow('detectors.read')
  @Describe('Keys of a detector, newest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [KeyView] })
  async keys(@Param('id', ParseUUIDPipe) id: string): Promise<KeyView[]> {
    return (await this.detectors.keys(id)).map(toKeyView);
  }

  @Post(':id/keys')
  @Allow('detectors.manage')
  @ShownOnce('secret')
  @Describe('Make a key for a detector', {
    description: 'The key is shown once.',
    problems: [NotFoundError, InvalidInputError],
  })
  @ApiCreatedResponse({ type: NewKeyView })
  async createKey(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CreateKey,
  ): Promise<NewKeyView> {
    const { expiresAt, ...said } = body;
    const { key, secret } = await this.detectors.createKey(actor, id, {
      ...said,
      ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
    });
    return { ...toKeyView(key), secret };
  }

  @Post(':id/keys/:keyId/rotate')
  @Allow('detectors.manage')
  @ShownOnce('secret')
  @Describe('Make a key that takes the place of another', {
    description: 'The new key is shown once; the old one stays good for the overlap.',
    problems: [NotFoundError, ConflictError],
  })
  @ApiCreatedResponse({ type: NewKeyView })
  async rotateKey(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
    @Body() { overlapHours = OVERLAP_HOURS }: RotateKey,
  ): Promise<NewKeyView> {
    const { key, secret } = await this.detectors.rotateKey(actor, id, keyId, overlapHours);
    return { ...toKeyView(key), secret };
  }

  @Delete(':id/keys/:keyId')
  @HttpCode(204)
  @Allow('detectors.manage')
  @Describe('End a key at once', { problems: [NotFoundError] })
  @ApiNoContentResponse()
  async revokeKey(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
  ): Promise<void> {
    await this.detectors.revokeKey(actor, id, keyId);
  }
}
