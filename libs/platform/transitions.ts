import { IllegalTransitionError } from './problems/common-problems';

/** States and where each may go; the console draws its buttons from it. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>;

/** @throws IllegalTransitionError carrying `from`, `to` and `allowed` */
export function assertTransition<S extends string>(table: Transitions<S>, from: S, to: S): void {
  const allowed = table[from];
  if (!allowed.includes(to)) {
    const way = allowed.length > 0 ? `only to ${allowed.join(', ')}` : 'nowhere any more';
    throw new IllegalTransitionError(`From ${from} it can go ${way}, not to ${to}.`, { from, to, allowed });
  }
}
