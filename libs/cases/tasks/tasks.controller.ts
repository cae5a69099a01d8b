import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
  whom,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseClosedError, StaleVersionError } from '../cases.problems';
import {
  AddLogEntry,
  AddTasks,
  ChangeTask,
  LogEntryView,
  MoveTask,
  TasksQuery,
  TaskView,
  toLogEntryView,
  toNewTask,
  toTaskChange,
  toTaskView,
} from './tasks.dto';
import { DependencyCycleError, TakenError, TaskWaitsError } from './tasks.problems';
import { Tasks } from './tasks.service';

@ApiTags('tasks')
@Controller('v1')
export class TasksController {
  constructor(private readonly tasks: Tasks) {}

  @Get('tasks')
  @Allow('cases.read')
  @Describe('Open tasks of all cases, those due first before the others', {
    description: '`owner=me` lists your own. Tasks without a due date come last.',
  })
  @ApiOkResponse({ type: PageOf(TaskView) })
  async open(@CurrentActor() actor: Actor, @Query() query: TasksQuery): Promise<Page<TaskView>> {
    const { owner, dueBefore, teamId, status } = query;
    const ownerId = whom(owner, actor.id);
    const filter = {
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(teamId ? { teamId } : {}),
      ...(status ? { status } : {}),
      ...(dueBefore ? { dueBefore: new Date(dueBefore) } : {}),
    };
    const page = await this.tasks.open(filter, query);
    return { ...page, items: page.items.map(toTaskView) };
  }

  @Get('cases/:id/tasks')
  @Allow('cases.read')
  @Describe('The tasks of the case, in their order', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(TaskView) })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<Page<TaskView>> {
    const page = await this.tasks.list(id, query);
    return { ...page, items: page.items.map(toTaskView) };
  }

  @Post('cases/:id/tasks')
  @Allow('cases.edit')
  @Describe('Add tasks, all or none', {
    problems: [NotFoundError, InvalidInputError, CaseClosedError, ConflictError, DependencyCycleError],
  })
  @ApiCreatedResponse({ type: [TaskView] })
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AddTasks,
  ): Promise<TaskView[]> {
    return (await this.tasks.add(actor, id, body.tasks.map(toNewTask))).map(toTaskView);
  }

  @Patch('cases/:id/tasks/:taskId')
  @Allow('cases.edit')
  @Describe('Change a task', {
    description: 'Say which version you read. `dependsOn` is the whole list.',
    problems: [NotFoundError, StaleVersionError, InvalidInputError, CaseClosedError, DependencyCycleError],
  })
  @ApiOkResponse({ type: TaskView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('taskId', ParseUUIDPipe) taskId: string,
    @Body() body: ChangeTask,
  ): Promise<TaskView> {
    return toTaskView(await this.tasks.change(actor, id, taskId, body.version, toTaskChange(body)));
  }

  @Post('cases/:id/tasks/:taskId/transition')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Move a task on', {
    problems: [NotFoundError, IllegalTransitionError, TaskWaitsError, CaseClosedError],
  })
  @ApiOkResponse({ type: TaskView })
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('taskId', ParseUUIDPipe) taskId: string,
    @Body() body: MoveTask,
  ): Promise<TaskView> {
    return toTaskView(await this.tasks.move(actor, id, taskId, body));
  }

  @Post('cases/:id/tasks/:taskId/take')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Take a task that nobody has', { problems: [NotFoundError, TakenError, CaseClosedError] })
  @ApiOkResponse({ type: TaskView })
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('taskId', ParseUUIDPipe) taskId: string,
  ): Promise<TaskView> {
    return toTaskView(await this.tasks.take(actor, id, taskId));
  }

  @Post('cases/:id/tasks/:taskId/log')
  @Allow('cases.edit')
  @Describe('Write down what was done on a task', { problems: [NotFoundError] })
  @ApiCreatedResponse({ type: LogEntryView })
  async addLog(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('taskId', ParseUUIDPipe) taskId: string,
    @Body() body: AddLogEntry,
  ): Promise<LogEntryView> {
    return toLogEntryView(await this.tasks.log(actor, id, taskId, body.text));
  }

  @Get('cases/:id/tasks/:taskId/log')
  @Allow('cases.read')
  @Describe('What was done on a task, in order', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(LogEntryView) })
  async log(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('taskId', ParseUUIDPipe) taskId: string,
    @Query() query: PageQuery,
  ): Promise<Page<LogEntryView>> {
    const page = await this.tasks.logOf(id, taskId, query);
    return { ...page, items: page.items.map(toLogEntryView) };
  }
}
