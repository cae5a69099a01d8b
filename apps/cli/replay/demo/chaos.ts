/** Kills parts of the installation in the middle of the story, once at each place, to show that nothing depends on luck. */
export class Chaos {
  readonly killed: string[] = [];

  constructor(
    private readonly isOn: boolean,
    private readonly pids: () => Record<string, number>,
    private readonly say: (line: string) => void,
  ) {}

  /** Whether a kill at `place` is still to come. */
  awaits(name: string, place: string): boolean {
    return this.isOn && !this.killed.includes(`${name} in ${place}`);
  }

  /** SIGKILL to `name` the first time that the story comes by `place`. */
  strike(name: 'worker' | 'postgres' | 'usage-engine', place: string): void {
    const mark = `${name} in ${place}`;
    if (!this.isOn || this.killed.includes(mark)) return;
    const pid = this.pids()[name];
    if (pid === undefined) return;
    this.killed.push(mark);
    this.say(`  chaos: kill -9 of the ${name} (pid ${pid}) in ${place}`);
    process.kill(pid, 'SIGKILL');
  }
}
