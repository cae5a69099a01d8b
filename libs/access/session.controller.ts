import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Describe, TooManyRequestsError } from '@app/platform';
import type { Actor } from '@app/audit';
import { AcceptInvitation, MeView, SignIn, toMeView } from './access.dto';
import { InvitationError, WrongCredentialsError } from './access.problems';
import { CurrentActor, Public, SignedIn } from './allow.decorator';
import { SESSION_COOKIE, Sessions } from './sessions.service';
import { Users } from './users.service';

@ApiTags('access')
@Controller('v1')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly users: Users,
  ) {}

  @Post('session')
  @Public()
  @HttpCode(200)
  @Describe('Sign in', {
    description: 'Sets the session cookie (HttpOnly, SameSite=Strict, 12 hours from the last use).',
    problems: [WrongCredentialsError, TooManyRequestsError],
  })
  @ApiOkResponse({ type: MeView })
  async signIn(
    @Body() body: SignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeView> {
    const { token, user, expiresAt } = await this.sessions.signIn(
      body.email,
      body.password,
      request.ip ?? '',
    );
    setCookie(request, response, token, expiresAt);
    return toMeView(user);
  }

  @Delete('session')
  @SignedIn()
  @HttpCode(204)
  @Describe('Sign out')
  async signOut(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.signOut(actor, (request.cookies as Record<string, string>)[SESSION_COOKIE] ?? '');
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  @Get('me')
  @SignedIn()
  @Describe('Who am I, and what may I do', { description: 'For people; a detector is answered 404.' })
  @ApiOkResponse({ type: MeView })
  async me(@CurrentActor() actor: Actor): Promise<MeView> {
    return toMeView(await this.users.find(actor.id));
  }

  @Post('invitations/accept')
  @Public()
  @HttpCode(200)
  @Describe('Set a password by a one-time link, and sign in', { problems: [InvitationError] })
  @ApiOkResponse({ type: MeView })
  async accept(
    @Body() body: AcceptInvitation,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeView> {
    const user = await this.users.accept(body.token, body.password, body.name);
    const { token, expiresAt } = await this.sessions.open(user);
    setCookie(request, response, token, expiresAt);
    return toMeView(user);
  }
}

function setCookie(request: Request, response: Response, token: string, expires: Date): void {
  response.cookie(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: request.secure,
    path: '/',
    expires,
  });
}
