import { useSyncExternalStore } from 'react';
import { answerOf, api } from './client';

/** How long ids are gathered before they are looked up together, ms, and how many at once the API takes. */
const GATHERED_MS = 30;
const AT_ONCE = 100;

/** Names of people who cannot be given work any more, looked up as history shows them. */
class FormerNames {
  private names: ReadonlyMap<string, string> = new Map();
  private readonly asked = new Set<string>();
  private waiting: string[] = [];
  private readonly listeners = new Set<() => void>();

  readonly all = (): ReadonlyMap<string, string> => this.names;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Looks an id up, once. */
  look(id: string): void {
    if (this.asked.has(id)) return;
    this.asked.add(id);
    if (this.waiting.push(id) === 1) setTimeout(() => void this.read(), GATHERED_MS);
  }

  private async read(): Promise<void> {
    const ids = this.waiting.splice(0, AT_ONCE);
    if (this.waiting.length > 0) setTimeout(() => void this.read(), GATHERED_MS);
    try {
      const query = { ids, limit: AT_ONCE };
      const { items } = await answerOf(api.GET('/v1/people', { params: { query } }));
      this.names = new Map([...this.names, ...items.map(({ id, name }) => [id, name] as const)]);
      for (const listener of this.listeners) listener();
    } catch {
      for (const id of ids) this.asked.delete(id);
    }
  }
}

const former = new FormerNames();

/** Names of people who are not among those who can be given work. */
export function useFormerNames(): { names: ReadonlyMap<string, string>; look: (id: string) => void } {
  const names = useSyncExternalStore(former.subscribe, former.all);
  return { names, look: (id) => former.look(id) };
}
