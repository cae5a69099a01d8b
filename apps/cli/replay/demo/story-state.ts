import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DetectorName } from './detectors';
import type { Figures, StepTime } from './report';

/** What a run has reached, kept on disk after each act, so that a run that was cut off goes on where it was. */
export class StoryState {
  seed = 0;
  scale = 0;
  password: string | undefined;
  detectorKeys: Partial<Record<DetectorName, string>> = {};
  /** Lines of each detector's file that were sent. */
  sentLines: Partial<Record<DetectorName, number>> = {};
  alerts = { sent: 0, created: 0, repeated: 0, revised: 0 };
  caseId: string | undefined;
  imports: Record<string, string> = {};
  snapshotId: string | undefined;
  runId: string | undefined;
  claims: Record<string, string> = {};
  orderId: string | undefined;
  judgementId: string | undefined;
  letterId: string | undefined;
  figures: Partial<Figures> = {};
  steps: StepTime[] = [];
  /** Parts of the report that a finished step has settled. */
  results: Record<string, unknown> = {};
  isFinished = false;

  private saving: Promise<void> = Promise.resolve();

  private constructor(private readonly file: string) {}

  /** The state in `file`, or a fresh one when there is none. */
  static async open(file: string): Promise<StoryState> {
    const state = new StoryState(file);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text) Object.assign(state, JSON.parse(text));
    return state;
  }

  /** Whether a step was finished in this or an earlier run. */
  has(step: string): boolean {
    return this.steps.some((done) => done.name === step);
  }

  /** Writes the state as it is now; calls at once are written one after the other. */
  save(): Promise<void> {
    this.saving = this.saving.then(() => this.write());
    return this.saving;
  }

  private async write(): Promise<void> {
    const { file, saving: _, ...kept } = this as unknown as Record<string, unknown> & { file: string };
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, JSON.stringify(kept, null, 2), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
}
