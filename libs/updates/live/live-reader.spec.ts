import fc from 'fast-check';
import { systemActor } from '@app/audit';
import { LiveReader, type Sink } from './live-reader';
import { toUpdate, type Update } from './update';
import { UpdateWindow } from './update-window';

const CASE = '018f0000-0000-7000-8000-000000000001';
const reading = (...permissions: string[]) => ({
  ...systemActor('reader'),
  permissions: new Set(permissions),
});

const update = (sequence: number, action = 'case.changed', caseId: string | null = CASE): Update =>
  toUpdate({
    sequence: String(sequence),
    at: new Date('2026-06-05T17:20:00Z'),
    action,
    actorId: 'someone',
    subjectKind: 'case',
    subjectId: CASE,
    caseId,
  });

const updates = (from: number, to: number): Update[] =>
  Array.from({ length: to - from + 1 }, (_, at) => update(from + at));

/** A connection whose other side takes only what it is told to take. */
class TestSink implements Sink {
  text = '';
  takes = true;
  state: 'open' | 'ended' | 'destroyed' = 'open';
  private drained: (() => void) | undefined;
  write(text: string): boolean {
    this.text += text;
    return this.takes;
  }
  once(_event: 'drain', listener: () => void): void {
    this.drained = listener;
  }
  drain(): void {
    const { drained } = this;
    this.drained = undefined;
    drained?.();
  }
  end(): void {
    this.state = 'ended';
  }
  destroy(): void {
    this.state = 'destroyed';
  }
  get ids(): number[] {
    return [...this.text.matchAll(/^id: (\d+)\nevent: /gm)].map(([, id]) => Number(id));
  }
}

function start(size: number, permissions = ['cases.read'], caseId?: string) {
  const window = new UpdateWindow(size);
  const sink = new TestSink();
  const reader = new LiveReader(reading(...permissions), 'hash', caseId, window, sink);
  return { window, sink, reader };
}

describe('a reader of live updates', () => {
  it('gets every act once and in order, however the other side takes them', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('acts' as const), n: fc.integer({ min: 1, max: 700 }) }),
      fc.record({ kind: fc.constant('stop' as const) }),
      fc.record({ kind: fc.constant('drain' as const) }),
      fc.record({ kind: fc.constant('beat' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { window, sink, reader } = start(100_000);
        reader.begin('', 0);
        for (const one of steps) {
          if (one.kind === 'acts') {
            window.push(updates(window.latest + 1, window.latest + one.n));
            reader.advance(0);
          } else if (one.kind === 'stop') sink.takes = false;
          else if (one.kind === 'beat') reader.beat(0, 1);
          else {
            sink.takes = true;
            sink.drain();
          }
        }
        sink.takes = true;
        sink.drain();
        expect(sink.ids).toEqual(Array.from({ length: window.latest }, (_, at) => at + 1));
      }),
      { numRuns: 60 },
    );
  });

  it('that takes nothing holds one portion, not the rest, and is let go when the rest is gone', () => {
    const { window, sink, reader } = start(1_000);
    sink.takes = false;
    reader.begin('', 0);
    window.push(updates(1, 900));
    reader.advance(0);
    const held = sink.text.length;
    window.push(updates(901, 5_000));
    reader.advance(0);
    expect(sink.text.length).toBe(held);
    sink.drain();
    expect(sink.state).toBe('destroyed');
  });

  it('that takes nothing for longer than patience lasts is let go', () => {
    const { window, sink, reader } = start(1_000);
    sink.takes = false;
    reader.begin('first', 0);
    reader.beat(Date.now() + 20_000, 30_000);
    expect(sink.state).toBe('open');
    reader.beat(Date.now() + 40_000, 30_000);
    expect(sink.state).toBe('destroyed');
    window.push(updates(1, 3));
    reader.advance(0);
    expect(sink.text).toBe('first');
  });

  it('hears only of what it may read, and of the case that it asked for', () => {
    const { window, sink, reader } = start(100, ['cases.read'], CASE);
    reader.begin('', 0);
    window.push([
      update(1),
      update(2, 'letter.signed'),
      update(3, 'case.opened', null),
      update(4, 'case.moved'),
    ]);
    reader.advance(0);
    expect(sink.ids).toEqual([1, 4]);
  });

  it('is moved on by a heartbeat past what it does not hear of', () => {
    const { window, sink, reader } = start(100, ['cases.read']);
    reader.begin('', 0);
    window.push([update(1, 'letter.signed'), update(2, 'letter.signed')]);
    reader.advance(0);
    reader.beat(0, 1);
    expect(sink.text).toBe(': heartbeat\nid: 2\n\n');
  });
});

describe('the window', () => {
  it('refuses a chain with a gap', () => {
    const window = new UpdateWindow(10);
    window.push(updates(1, 3));
    expect(() => window.push([update(5)])).toThrow('act 5 follows act 3');
  });

  it('knows what it has forgotten', () => {
    const window = new UpdateWindow(10);
    window.push(updates(1, 100));
    expect(window.after(window.oldestPosition - 1, 5)).toBeUndefined();
    expect(window.after(98, 5)?.map(({ sequence }) => sequence)).toEqual([99, 100]);
  });
});
