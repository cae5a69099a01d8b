import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';

/** What keys do: pressed alone (`j`) or one after the other (`g c`). */
export interface Shortcut {
  keys: string;
  /** In words, for the list under `?`. */
  does: string;
  run: () => void;
}

/** How long the first of two keys waits for the second, ms. */
const PATIENCE_MS = 1_500;

class Registry {
  private readonly held = new Set<RefObject<readonly Shortcut[]>>();
  private first: { key: string; at: number } | undefined;

  add(shortcuts: RefObject<readonly Shortcut[]>): () => void {
    this.held.add(shortcuts);
    return () => this.held.delete(shortcuts);
  }

  /** Everything that can be pressed now; what was mounted last goes first. */
  all(): Shortcut[] {
    return [...this.held].reverse().flatMap(({ current }) => current);
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    const first = this.first && event.timeStamp - this.first.at < PATIENCE_MS ? `${this.first.key} ` : '';
    const shortcut = this.all().find(({ keys }) => keys === first + event.key);
    const leads = this.all().some(({ keys }) => keys.startsWith(`${event.key} `));
    this.first = !shortcut && leads ? { key: event.key, at: event.timeStamp } : undefined;
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  }
}

/** Keys belong to whatever is written into, and to a dialog while one is open. */
function isWriting({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isField = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  const isCheckbox = target instanceof HTMLInputElement && target.type === 'checkbox';
  return (isField && !isCheckbox) || document.querySelector('[aria-modal="true"]') !== null;
}

const Shortcuts = createContext(new Registry());

/** Listens to the keyboard for the whole console. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(() => new Registry(), []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => registry.press(event);
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [registry]);
  return <Shortcuts value={registry}>{children}</Shortcuts>;
}

/** Gives keys a meaning while the component is shown; they appear in the list under `?` by themselves. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useContext(Shortcuts);
  // What a key does may change with every rendering, and is in force with what is shown: no key comes in between.
  const latest = useRef(shortcuts);
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useLayoutEffect(() => registry.add(latest), [registry]);
}

/** What can be pressed where the person is now. */
export function useAllShortcuts(): () => Shortcut[] {
  const registry = useContext(Shortcuts);
  return () => registry.all();
}
