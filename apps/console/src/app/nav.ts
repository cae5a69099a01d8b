import type { Permission } from '../api/me';
import { paths } from './paths';

/** An area of the console: its link in the navigation and the keys that go there. */
export interface Area {
  label: string;
  to: string;
  /** Pressed one after the other. */
  keys: string;
  /** Shown only to whoever may read it. */
  needs: Permission;
}

/** The areas in the order in which they are shown. */
export const AREAS: readonly Area[] = [
  { label: 'Cases', to: paths.cases, keys: 'g c', needs: 'cases.read' },
  { label: 'Usage', to: paths.usage, keys: 'g u', needs: 'usage.read' },
];
