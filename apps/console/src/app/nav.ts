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
  { label: 'Home', to: paths.home, keys: 'g h', needs: 'cases.read' },
  { label: 'Inbox', to: paths.inbox, keys: 'g i', needs: 'alerts.read' },
  { label: 'Proposals', to: paths.proposals, keys: 'g p', needs: 'cases.read' },
  { label: 'Cases', to: paths.cases, keys: 'g c', needs: 'cases.read' },
  { label: 'Orders', to: paths.orders, keys: 'g o', needs: 'orders.read' },
  { label: 'Obligations', to: paths.obligations, keys: 'g b', needs: 'obligations.read' },
  { label: 'Letters', to: paths.letters, keys: 'g l', needs: 'letters.read' },
  { label: 'Usage', to: paths.usage, keys: 'g u', needs: 'usage.read' },
  { label: 'Saved views', to: paths.views, keys: 'g v', needs: 'alerts.read' },
  { label: 'Muting rules', to: paths.mutingRules, keys: 'g m', needs: 'alerts.read' },
  { label: 'Dead letters', to: paths.deadLetters, keys: 'g d', needs: 'alerts.read' },
  { label: 'KPIs', to: paths.kpis, keys: 'g k', needs: 'cases.read' },
  { label: 'Administration', to: paths.admin, keys: 'g a', needs: 'cases.read' },
];
